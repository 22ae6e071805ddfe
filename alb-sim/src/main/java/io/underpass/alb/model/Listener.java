package io.underpass.alb.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A listener: a protocol and port of a load balancer, with the actions of its default rule.
 *
 * <p>Threads: immutable.
 *
 * @param tls how TLS is ended here; only a listener that does has it
 * @param attributes what was set; defaults are filled in on reading
 * @param defaultRuleTags the tags of the default rule, which is a resource of its own
 */
public record Listener(
        String listenerArn,
        String loadBalancerArn,
        String protocol,
        int port,
        Optional<Tls> tls,
        List<Action> defaultActions,
        String defaultRuleArn,
        Map<String, String> attributes,
        PSortedMap<String, String> tags,
        PSortedMap<String, String> defaultRuleTags) {

    /**
     * How a listener ends TLS.
     *
     * @param certificateArn the default certificate
     * @param alpnPolicy what is spoken inside; empty where the creator did not say
     * @param moreCertificateArns certificates for clients that name a server
     * @param mutualAuthentication whether clients say who they are; network load balancers have none
     */
    public record Tls(
            String sslPolicy,
            String certificateArn,
            Optional<String> alpnPolicy,
            List<String> moreCertificateArns,
            Optional<MutualAuthentication> mutualAuthentication) {

        /** TLS with one certificate, for any client. */
        public Tls(String sslPolicy, String certificateArn, Optional<String> alpnPolicy) {
            this(sslPolicy, certificateArn, alpnPolicy, List.of(), Optional.empty());
        }

        /** The same with these certificates besides the default one. */
        public Tls withMore(List<String> certificateArns) {
            return new Tls(sslPolicy, certificateArn, alpnPolicy, List.copyOf(certificateArns), mutualAuthentication);
        }
    }

    /** A listener without TLS, whose default rule has no tags. */
    public Listener(
            String listenerArn,
            String loadBalancerArn,
            String protocol,
            int port,
            List<Action> defaultActions,
            String defaultRuleArn,
            Map<String, String> attributes,
            PSortedMap<String, String> tags) {
        this(
                listenerArn,
                loadBalancerArn,
                protocol,
                port,
                Optional.empty(),
                defaultActions,
                defaultRuleArn,
                attributes,
                tags,
                TreePMap.empty());
    }

    /** This listener with TLS of another kind. */
    public Listener withTls(Tls other) {
        return copy(Optional.of(other), attributes, tags, defaultRuleTags);
    }

    /** This listener with other attributes set. */
    public Listener withAttributes(Map<String, String> set) {
        return copy(tls, set, tags, defaultRuleTags);
    }

    /** This listener with other tags. */
    public Listener withTags(PSortedMap<String, String> others) {
        return copy(tls, attributes, others, defaultRuleTags);
    }

    /** This listener with other tags at its default rule. */
    public Listener withDefaultRuleTags(PSortedMap<String, String> others) {
        return copy(tls, attributes, tags, others);
    }

    private Listener copy(
            Optional<Tls> newTls,
            Map<String, String> newAttributes,
            PSortedMap<String, String> newTags,
            PSortedMap<String, String> newDefaultRuleTags) {
        return new Listener(
                listenerArn,
                loadBalancerArn,
                protocol,
                port,
                newTls,
                defaultActions,
                defaultRuleArn,
                newAttributes,
                newTags,
                newDefaultRuleTags);
    }
}
