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

    /** This state without {@code loadBalancer}, its listeners and their rules. */
    public AlbState without(LoadBalancer loadBalancer) {
        String arn = loadBalancer.loadBalancerArn();
        return new AlbState(
                loadBalancers.minus(arn),
                listeners.minusAll(listenersOf(arn).keySet()),
                rules.minusAll(rulesOfLoadBalancer(arn).keySet()),
                targetGroups);
    }

    /** This state without {@code listener} and its rules. */
    public AlbState without(Listener listener) {
        String arn = listener.listenerArn();
        return new AlbState(
                loadBalancers, listeners.minus(arn), rules.minusAll(rulesOf(arn).keySet()), targetGroups);
    }

    /** This state without {@code rule}. */
    public AlbState without(Rule rule) {
        return new AlbState(loadBalancers, listeners, rules.minus(rule.ruleArn()), targetGroups);
    }

    /** This state without {@code targetGroup}. */
    public AlbState without(TargetGroup targetGroup) {
        return new AlbState(loadBalancers, listeners, rules, targetGroups.minus(targetGroup.targetGroupArn()));
    }

    /** The listeners of a load balancer: their ARNs begin with what its ARN ends with. */
    public PSortedMap<String, Listener> listenersOf(String loadBalancerArn) {
        return below(listeners, loadBalancerArn.replace(":loadbalancer/", ":listener/"));
    }

    /** The rules of a listener, its default rule excepted, by ARN. */
    public PSortedMap<String, Rule> rulesOf(String listenerArn) {
        return below(rules, listenerArn.replace(":listener/", ":listener-rule/"));
    }

    /** The rules of all listeners of a load balancer, default rules excepted, by ARN. */
    public PSortedMap<String, Rule> rulesOfLoadBalancer(String loadBalancerArn) {
        return below(rules, loadBalancerArn.replace(":loadbalancer/", ":listener-rule/"));
    }

    /** The entries of {@code map} whose ARN is {@code parent}, a slash and something more. */
    public static <V> PSortedMap<String, V> below(PSortedMap<String, V> map, String parent) {
        char afterSlash = '/' + 1;
        return map.subMap(parent + '/', true, parent + afterSlash, false);
    }
}
