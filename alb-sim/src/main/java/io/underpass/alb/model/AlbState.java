package io.underpass.alb.model;

import io.underpass.aws.Derived;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param trustStores by ARN
 * @param rulesInOrder the same rules, by the ARN of their listener and then by priority
 */
public record AlbState(
        PSortedMap<String, LoadBalancer> loadBalancers,
        PSortedMap<String, Listener> listeners,
        PSortedMap<String, Rule> rules,
        PSortedMap<String, TargetGroup> targetGroups,
        PSortedMap<String, TrustStore> trustStores,
        @Derived PSortedMap<String, PSortedMap<Integer, Rule>> rulesInOrder) {

    /** Nothing. */
    public static final AlbState EMPTY =
            new AlbState(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    /** A state of these, its rules put in order. */
    public AlbState(
            PSortedMap<String, LoadBalancer> loadBalancers,
            PSortedMap<String, Listener> listeners,
            PSortedMap<String, Rule> rules,
            PSortedMap<String, TargetGroup> targetGroups,
            PSortedMap<String, TrustStore> trustStores) {
        this(loadBalancers, listeners, rules, targetGroups, trustStores, inOrder(rules));
    }

    private static PSortedMap<String, PSortedMap<Integer, Rule>> inOrder(PSortedMap<String, Rule> rules) {
        PSortedMap<String, PSortedMap<Integer, Rule>> ordered = TreePMap.empty();
        for (Rule rule : rules.values()) {
            PSortedMap<Integer, Rule> others = ordered.getOrDefault(rule.listenerArn(), TreePMap.empty());
            ordered = ordered.plus(rule.listenerArn(), others.plus(rule.priority(), rule));
        }
        return ordered;
    }

    /** This state with {@code loadBalancer} added or replaced. */
    public AlbState with(LoadBalancer loadBalancer) {
        return new AlbState(
                loadBalancers.plus(loadBalancer.loadBalancerArn(), loadBalancer),
                listeners,
                rules,
                targetGroups,
                trustStores,
                rulesInOrder);
    }

    /** This state with {@code listener} added or replaced. */
    public AlbState with(Listener listener) {
        return new AlbState(
                loadBalancers,
                listeners.plus(listener.listenerArn(), listener),
                rules,
                targetGroups,
                trustStores,
                rulesInOrder);
    }

    /** This state with {@code rule} added or replaced; another rule of that priority is out of order until replaced too. */
    public AlbState with(Rule rule) {
        PSortedMap<Integer, Rule> ordered =
                outOfOrder(rule.ruleArn(), rule.listenerArn()).plus(rule.priority(), rule);
        return new AlbState(
                loadBalancers,
                listeners,
                rules.plus(rule.ruleArn(), rule),
                targetGroups,
                trustStores,
                rulesInOrder.plus(rule.listenerArn(), ordered));
    }

    /** This state with {@code targetGroup} added or replaced. */
    public AlbState with(TargetGroup targetGroup) {
        return new AlbState(
                loadBalancers,
                listeners,
                rules,
                targetGroups.plus(targetGroup.targetGroupArn(), targetGroup),
                trustStores,
                rulesInOrder);
    }

    /** This state without {@code loadBalancer}, its listeners and their rules. */
    public AlbState without(LoadBalancer loadBalancer) {
        String arn = loadBalancer.loadBalancerArn();
        return new AlbState(
                loadBalancers.minus(arn),
                listeners.minusAll(listenersOf(arn).keySet()),
                rules.minusAll(rulesOfLoadBalancer(arn).keySet()),
                targetGroups,
                trustStores,
                rulesInOrder.minusAll(listenersOf(arn).keySet()));
    }

    /** This state without {@code listener} and its rules. */
    public AlbState without(Listener listener) {
        String arn = listener.listenerArn();
        return new AlbState(
                loadBalancers,
                listeners.minus(arn),
                rules.minusAll(rulesOf(arn).keySet()),
                targetGroups,
                trustStores,
                rulesInOrder.minus(arn));
    }

    /** This state without {@code rule}. */
    public AlbState without(Rule rule) {
        String listenerArn = rule.listenerArn();
        PSortedMap<Integer, Rule> ordered = outOfOrder(rule.ruleArn(), listenerArn);
        return new AlbState(
                loadBalancers,
                listeners,
                rules.minus(rule.ruleArn()),
                targetGroups,
                trustStores,
                ordered.isEmpty() ? rulesInOrder.minus(listenerArn) : rulesInOrder.plus(listenerArn, ordered));
    }

    /** This state without {@code targetGroup}. */
    public AlbState without(TargetGroup targetGroup) {
        return new AlbState(
                loadBalancers,
                listeners,
                rules,
                targetGroups.minus(targetGroup.targetGroupArn()),
                trustStores,
                rulesInOrder);
    }

    /** This state with {@code trustStore} added or replaced. */
    public AlbState with(TrustStore trustStore) {
        return withTrustStores(trustStores.plus(trustStore.trustStoreArn(), trustStore));
    }

    /** This state without {@code trustStore}. */
    public AlbState without(TrustStore trustStore) {
        return withTrustStores(trustStores.minus(trustStore.trustStoreArn()));
    }

    private AlbState withTrustStores(PSortedMap<String, TrustStore> others) {
        return new AlbState(loadBalancers, listeners, rules, targetGroups, others, rulesInOrder);
    }

    /** The trust store that a listener verifies its clients by. */
    public Optional<TrustStore> trustStoreOf(Listener listener) {
        return listener.tls()
                .flatMap(Listener.Tls::mutualAuthentication)
                .flatMap(MutualAuthentication::trustStoreArn)
                .flatMap(arn -> Optional.ofNullable(trustStores.get(arn)));
    }

    /**
     * The part of this state that a load balancer needs to run: itself, its listeners, their rules, and the target groups
     * that these name. Nothing where there is no such load balancer.
     */
    public AlbState only(String loadBalancerArn) {
        LoadBalancer loadBalancer = loadBalancers.get(loadBalancerArn);
        if (loadBalancer == null) {
            return EMPTY;
        }
        PSortedMap<String, Listener> ownListeners = listenersOf(loadBalancerArn);
        PSortedMap<String, Rule> ownRules = rulesOfLoadBalancer(loadBalancerArn);
        PSortedMap<String, TargetGroup> named = TreePMap.empty();
        Stream<Action> actions = Stream.concat(
                ownListeners.values().stream().flatMap(listener -> listener.defaultActions().stream()),
                ownRules.values().stream().flatMap(rule -> rule.actions().stream()));
        for (String arn : Action.targetGroups(actions.toList()).distinct().toList()) {
            TargetGroup group = targetGroups.get(arn);
            named = group == null ? named : named.plus(arn, group);
        }
        PSortedMap<String, TrustStore> believed = TreePMap.empty();
        for (Listener listener : ownListeners.values()) {
            Optional<TrustStore> store = trustStoreOf(listener);
            believed = store.isEmpty() ? believed : believed.plus(store.get().trustStoreArn(), store.get());
        }
        return new AlbState(
                TreePMap.singleton(loadBalancerArn, loadBalancer),
                ownListeners,
                ownRules,
                named,
                believed,
                below(rulesInOrder, loadBalancerArn.replace(":loadbalancer/", ":listener/")));
    }

    /** The listeners of a load balancer: their ARNs begin with what its ARN ends with. */
    public PSortedMap<String, Listener> listenersOf(String loadBalancerArn) {
        return below(listeners, loadBalancerArn.replace(":loadbalancer/", ":listener/"));
    }

    /** The rules of a listener, its default rule excepted, by ARN. */
    public PSortedMap<String, Rule> rulesOf(String listenerArn) {
        return below(rules, listenerArn.replace(":listener/", ":listener-rule/"));
    }

    /** The rules of a listener, its default rule excepted, by priority. */
    public PSortedMap<Integer, Rule> rulesInOrder(String listenerArn) {
        return rulesInOrder.getOrDefault(listenerArn, TreePMap.empty());
    }

    /** The rules of a listener by priority, less one of them. */
    private PSortedMap<Integer, Rule> outOfOrder(String ruleArn, String listenerArn) {
        PSortedMap<Integer, Rule> ordered = rulesInOrder(listenerArn);
        // Where rules swap places, another one stands at the old priority by now.
        return Optional.ofNullable(rules.get(ruleArn))
                .map(before -> ordered.get(before.priority()))
                .filter(standing -> standing.ruleArn().equals(ruleArn))
                .map(standing -> ordered.minus(standing.priority()))
                .orElse(ordered);
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
