package io.underpass.alb.model;

import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All load balancers and target groups of all accounts and regions.
 *
 * <p>Threads: immutable.
 *
 * @param loadBalancers by ARN
 * @param listeners by ARN
 * @param rules by ARN
 * @param targetGroups by ARN
 */
public record AlbState(
        PSortedMap<String, LoadBalancer> loadBalancers,
        PSortedMap<String, Listener> listeners,
        PSortedMap<String, Rule> rules,
        PSortedMap<String, TargetGroup> targetGroups) {

    /** Nothing. */
    public static final AlbState EMPTY =
            new AlbState(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    /** This state with {@code loadBalancer} added or replaced. */
    public AlbState with(LoadBalancer loadBalancer) {
        return new AlbState(
                loadBalancers.plus(loadBalancer.loadBalancerArn(), loadBalancer), listeners, rules, targetGroups);
    }

    /** This state with {@code listener} added or replaced. */
    public AlbState with(Listener listener) {
        return new AlbState(loadBalancers, listeners.plus(listener.listenerArn(), listener), rules, targetGroups);
    }

    /** This state with {@code rule} added or replaced. */
    public AlbState with(Rule rule) {
        return new AlbState(loadBalancers, listeners, rules.plus(rule.ruleArn(), rule), targetGroups);
    }

    /** This state with {@code targetGroup} added or replaced. */
    public AlbState with(TargetGroup targetGroup) {
        return new AlbState(
                loadBalancers, listeners, rules, targetGroups.plus(targetGroup.targetGroupArn(), targetGroup));
    }
}
