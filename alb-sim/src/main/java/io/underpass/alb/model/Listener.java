package io.underpass.alb.model;

import java.util.List;
import java.util.Map;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A listener: a protocol and port of a load balancer, with the actions of its default rule.
 *
 * <p>Threads: immutable.
 *
 * @param attributes what was set; defaults are filled in on reading
 * @param defaultRuleTags the tags of the default rule, which is a resource of its own
 */
public record Listener(
        String listenerArn,
        String loadBalancerArn,
        String protocol,
        int port,
        List<Action> defaultActions,
        String defaultRuleArn,
        Map<String, String> attributes,
        PSortedMap<String, String> tags,
        PSortedMap<String, String> defaultRuleTags) {

    /** A listener whose default rule has no tags. */
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
                defaultActions,
                defaultRuleArn,
                attributes,
                tags,
                TreePMap.empty());
    }

    /** This listener with other attributes set. */
    public Listener withAttributes(Map<String, String> set) {
        return new Listener(
                listenerArn,
                loadBalancerArn,
                protocol,
                port,
                defaultActions,
                defaultRuleArn,
                set,
                tags,
                defaultRuleTags);
    }

    /** This listener with other tags. */
    public Listener withTags(PSortedMap<String, String> others) {
        return new Listener(
                listenerArn,
                loadBalancerArn,
                protocol,
                port,
                defaultActions,
                defaultRuleArn,
                attributes,
                others,
                defaultRuleTags);
    }

    /** This listener with other tags at its default rule. */
    public Listener withDefaultRuleTags(PSortedMap<String, String> others) {
        return new Listener(
                listenerArn, loadBalancerArn, protocol, port, defaultActions, defaultRuleArn, attributes, tags, others);
    }
}
