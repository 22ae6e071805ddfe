package io.underpass.alb.control;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TrustStore;
import io.underpass.aws.Scope;
import io.underpass.aws.control.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;

/**
 * Finds what a caller may see: the resources of one account and region.
 *
 * <p>Threads: immutable.
 */
record Existing(AlbState state, Scope scope) {

    static Existing of(Call<AlbState> call) {
        return new Existing(call.state(), call.scope());
    }

    /** All load balancers, by ARN. */
    PSortedMap<String, LoadBalancer> loadBalancers() {
        return AlbState.below(state.loadBalancers(), ResourceType.LOAD_BALANCER.parent(scope));
    }

    /** All target groups, by ARN. */
    PSortedMap<String, TargetGroup> targetGroups() {
        return AlbState.below(state.targetGroups(), ResourceType.TARGET_GROUP.parent(scope));
    }

    /** All trust stores, by ARN. */
    PSortedMap<String, TrustStore> trustStores() {
        return AlbState.below(state.trustStores(), ResourceType.TRUST_STORE.parent(scope));
    }

    /** The load balancer of that name: one, whatever its type. */
    Optional<LoadBalancer> loadBalancerNamed(String name) {
        return Stream.of(LoadBalancerType.values())
                .flatMap(type -> first(AlbState.below(
                                state.loadBalancers(),
                                ResourceType.LOAD_BALANCER.arn(scope, type.segment() + '/' + name)))
                        .stream())
                .findFirst();
    }

    Optional<TargetGroup> targetGroupNamed(String name) {
        return first(AlbState.below(state.targetGroups(), ResourceType.TARGET_GROUP.arn(scope, name)));
    }

    Optional<LoadBalancer> findLoadBalancer(String arn) {
        return find(ResourceType.LOAD_BALANCER, arn, state.loadBalancers());
    }

    LoadBalancer loadBalancer(String arn) {
        return findLoadBalancer(arn).orElseThrow(() -> Refusals.loadBalancersNotFound(List.of(arn)));
    }

    Listener listener(String arn) {
        return find(ResourceType.LISTENER, arn, state.listeners()).orElseThrow(Refusals::listenerNotFound);
    }

    Optional<TargetGroup> findTargetGroup(String arn) {
        return find(ResourceType.TARGET_GROUP, arn, state.targetGroups());
    }

    TargetGroup targetGroup(String arn) {
        return findTargetGroup(arn).orElseThrow(Refusals::targetGroupNotFound);
    }

    Optional<TrustStore> trustStoreNamed(String name) {
        return first(AlbState.below(state.trustStores(), ResourceType.TRUST_STORE.arn(scope, name)));
    }

    TrustStore trustStore(String arn) {
        return find(ResourceType.TRUST_STORE, arn, state.trustStores())
                .orElseThrow(() -> Refusals.trustStoreNotFound(arn));
    }

    /**
     * What becomes of a rule, be it a listener's default rule or another.
     *
     * @throws io.underpass.aws.AwsError RuleNotFound
     */
    <T> T rule(String arn, Function<Rule, T> onRule, Function<Listener, T> onDefaultRule) {
        Optional<Rule> rule = find(ResourceType.RULE, arn, state.rules());
        if (rule.isPresent()) {
            return onRule.apply(rule.get());
        }
        return find(ResourceType.LISTENER, ResourceType.listenerOf(arn), state.listeners())
                .filter(listener -> listener.defaultRuleArn().equals(arn))
                .map(onDefaultRule)
                .orElseThrow(Refusals::ruleNotFound);
    }

    private <T> Optional<T> find(ResourceType type, String arn, PSortedMap<String, T> resources) {
        type.check(arn);
        return arn.startsWith(type.parent(scope)) ? Optional.ofNullable(resources.get(arn)) : Optional.empty();
    }

    private static <T> Optional<T> first(PSortedMap<String, T> resources) {
        return resources.values().stream().findFirst();
    }
}
