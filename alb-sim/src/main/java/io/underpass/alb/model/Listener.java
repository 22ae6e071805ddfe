package io.underpass.alb.model;

import java.util.List;
import java.util.Map;
import org.pcollections.PSortedMap;

/**
 * A listener: a protocol and port of a load balancer, with the actions of its default rule.
 *
 * <p>Threads: immutable.
 *
 * @param attributes what was set; defaults are filled in on reading
 */
public record Listener(
        String listenerArn,
        String loadBalancerArn,
        String protocol,
        int port,
        List<Action> defaultActions,
        String defaultRuleArn,
        Map<String, String> attributes,
        PSortedMap<String, String> tags) {}
