package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A listener of a load balancer. Threads: immutable.
 *
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TCP} or {@code TLS}
 * @param certificates names to have a certificate issued for, or ARNs of certificates, the default one first; where there
 *     are none, one for {@code LOADBALANCER.internal}
 * @param rules in the order in which they are tried
 * @param otherwise for what no rule matches; answers 404 unless said
 * @param attributes AWS's, by key; others keep their defaults
 * @param security more of TLS than certificates
 * @param tags {@code underpass:port} for instance, the port of its own on this machine where listeners are opened
 */
public record Listener(
        int port,
        String protocol,
        List<String> certificates,
        List<Rule> rules,
        Action otherwise,
        Map<String, String> attributes,
        Security security,
        Map<String, String> tags) {

    /** Copies the collections. */
    public Listener {
        tags = Lists.copy(tags);
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
        attributes = Lists.copy(attributes);
    }

    /** One that answers 404. */
    public static Listener of(int port, String protocol) {
        return new Listener(
                port, protocol, List.of(), List.of(), Action.fixed(404), Map.of(), Security.DEFAULT, Map.of());
    }

    /** For HTTPS, with a certificate for {@code LOADBALANCER.internal}. */
    public Listener https() {
        return protocol("HTTPS");
    }

    /** For HTTPS, with certificates for these names, or with those of these ARNs; the default one first. */
    public Listener https(String... namesOrArns) {
        return protocol("HTTPS").certificates(namesOrArns);
    }

    /** For another protocol. */
    public Listener protocol(String other) {
        return new Listener(port, other, certificates, rules, otherwise, attributes, security, tags);
    }

    /** With certificates for these names, or with those of these ARNs; the default one first. */
    public Listener certificates(String... namesOrArns) {
        return new Listener(port, protocol, List.of(namesOrArns), rules, otherwise, attributes, security, tags);
    }

    /** With a rule for paths like {@code path}, to be tried after those before it. */
    public Listener rule(String path, UnaryOperator<Rule> settings) {
        return rule(rule -> settings.apply(rule.path(path)));
    }

    /** With a rule, to be tried after those before it. */
    public Listener rule(UnaryOperator<Rule> settings) {
        return new Listener(
                port,
                protocol,
                certificates,
                Lists.with(rules, settings.apply(Rule.NONE)),
                otherwise,
                attributes,
                security,
                tags);
    }

    /** With these rules after those before them. */
    public Listener rules(List<Rule> more) {
        return new Listener(
                port, protocol, certificates, Lists.with(rules, more), otherwise, attributes, security, tags);
    }

    /** With what is done with requests that no rule matches. */
    public Listener otherwise(Action action) {
        return new Listener(port, protocol, certificates, rules, action, attributes, security, tags);
    }

    /** Forwards what no rule matches to these targets, {@code 127.0.0.1:8081} for instance. */
    public Listener forwardTo(String... targets) {
        return otherwise(Action.forwardTo(targets));
    }

    /** With one of AWS's attributes. */
    public Listener attribute(String key, String value) {
        return new Listener(
                port, protocol, certificates, rules, otherwise, Lists.with(attributes, key, value), security, tags);
    }

    /** With more of TLS as {@code settings} make it. */
    public Listener security(UnaryOperator<Security> settings) {
        return new Listener(port, protocol, certificates, rules, otherwise, attributes, settings.apply(security), tags);
    }

    /** With a tag. */
    public Listener tag(String key, String value) {
        return new Listener(
                port, protocol, certificates, rules, otherwise, attributes, security, Lists.with(tags, key, value));
    }

    /**
     * What TLS is like. What is empty is AWS's default.
     *
     * @param policy {@code ELBSecurityPolicy-TLS13-1-2-2021-06} for instance
     * @param alpn of a network load balancer, {@code HTTP2Preferred} for instance
     * @param clients whether clients are asked for certificates: {@code off}, {@code passthrough} or {@code verify}
     * @param trustStore what clients' certificates are verified by: a trust store of the description, or the ARN of another
     */
    public record Security(
            Optional<String> policy, Optional<String> alpn, Optional<String> clients, Optional<String> trustStore) {

        /** As AWS has it. */
        public static final Security DEFAULT =
                new Security(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** With another security policy. */
        public Security policy(String name) {
            return new Security(Optional.of(name), alpn, clients, trustStore);
        }

        /** With another ALPN policy. */
        public Security alpn(String name) {
            return new Security(policy, Optional.of(name), clients, trustStore);
        }

        /** With clients whose certificates targets are told of. */
        public Security passClients() {
            return new Security(policy, alpn, Optional.of("passthrough"), Optional.empty());
        }

        /** With clients whose certificates are verified by a trust store of the description, or by that of an ARN. */
        public Security verifyClients(String nameOrArn) {
            return new Security(policy, alpn, Optional.of("verify"), Optional.of(nameOrArn));
        }
    }
}
