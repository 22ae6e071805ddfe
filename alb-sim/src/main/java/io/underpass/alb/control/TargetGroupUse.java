package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.TargetGroup;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which load balancers use which target groups. Read from the listeners and rules, so that it cannot disagree with them.
 *
 * <p>Threads: stateless.
 */
final class TargetGroupUse {

    private TargetGroupUse() {}

    /** Whether any listener or rule names {@code targetGroupArn}. */
    static boolean isUsed(AlbState state, String targetGroupArn) {
        return loadBalancer(state, targetGroupArn).isPresent();
    }

    /** The load balancer that uses {@code targetGroupArn}. */
    static Optional<String> loadBalancer(AlbState state, String targetGroupArn) {
        return state.listeners().values().stream()
                .filter(listener -> allActions(state, listener)
                        .anyMatch(actions -> Action.targetGroups(actions).anyMatch(targetGroupArn::equals)))
                .map(Listener::loadBalancerArn)
                .findFirst();
    }

    /** The load balancer of each target group that is used, by the group's ARN. */
    static Map<String, String> loadBalancers(AlbState state) {
        Map<String, String> users = new HashMap<>();
        for (Listener listener : state.listeners().values()) {
            allActions(state, listener)
                    .flatMap(Action::targetGroups)
                    .forEach(group -> users.put(group, listener.loadBalancerArn()));
        }
        return users;
    }

    /**
     * Refuses a change that makes {@code listener} or one of its rules use {@code actions}, where a target group speaks
     * another protocol or would serve two load balancers, or the load balancer would have too many.
     *
     * @param after the state after the change
     */
    static void check(AlbState after, Listener listener, List<Action> actions, ElbV2Settings.Limits limits) {
        Set<String> groups = Action.targetGroups(actions).collect(Collectors.toCollection(LinkedHashSet::new));
        if (groups.isEmpty()) {
            return;
        }
        checkProtocols(after, listener, groups);
        checkVersions(after, listener, actions);
        StickinessRules.check(after, listener, actions);
        String loadBalancerArn = listener.loadBalancerArn();
        groups.retainAll(usedByOthers(after, loadBalancerArn));
        if (!groups.isEmpty()) {
            throw Refusals.of(
                    "TargetGroupAssociationLimit",
                    "The following target groups cannot be associated with more than one load balancer: "
                            + String.join(", ", groups));
        }
        // Fewer groups than the limit cannot exceed it, and need not be counted.
        if (after.targetGroups().size() > limits.of(Quota.TARGET_GROUPS_PER_LOAD_BALANCER)
                && usedBy(after, loadBalancerArn) > limits.of(Quota.TARGET_GROUPS_PER_LOAD_BALANCER)) {
            throw Refusals.of(
                    "TooManyUniqueTargetGroupsPerLoadBalancer",
                    "You have reached the maximum number of unique target groups that you can associate with a load"
                            + " balancer of type '" + type(loadBalancerArn) + "': ["
                            + limits.of(Quota.TARGET_GROUPS_PER_LOAD_BALANCER) + ']');
        }
        new TargetQuotas(limits).check(after, loadBalancerArn);
    }

    private static void checkProtocols(AlbState state, Listener listener, Set<String> groups) {
        String misfits = groups.stream()
                .map(state.targetGroups()::get)
                .flatMap(Stream::ofNullable)
                .filter(group -> !Protocols.fit(listener.protocol(), group.lambda() ? "HTTP" : group.protocol()))
                .map(TargetGroup::targetGroupArn)
                .collect(Collectors.joining(", "));
        if (!misfits.isEmpty()) {
            throw Refusals.of(
                    "IncompatibleProtocols",
                    "The listener and the following target groups have incompatible protocols: " + misfits);
        }
    }

    /**
     * Groups whose targets do not speak HTTP/1.1 take forward actions alone (AWS's text is not known), and gRPC needs a
     * listener that speaks HTTP/2, which none does without TLS (AWS's text).
     */
    static void checkVersions(AlbState state, Listener listener, List<Action> actions) {
        Action.targetGroups(actions)
                .map(state.targetGroups()::get)
                .flatMap(Stream::ofNullable)
                .map(TargetGroup::protocolVersion)
                .forEach(version -> {
                    if (version.equals("GRPC") && listener.protocol().equals("HTTP")) {
                        throw Refusals.invalidAction(
                                "Listener protocol 'HTTP' is not supported with a target group with"
                                        + " the protocol-version 'GRPC'");
                    }
                    if (actions.size() > 1 && (version.equals("HTTP2") || version.equals("GRPC"))) {
                        throw Refusals.invalidAction("Rules with target groups of protocol version '" + version
                                + "' can only have actions of type 'forward'");
                    }
                });
    }

    private static String type(String loadBalancerArn) {
        return loadBalancerArn.contains("loadbalancer/net/") ? "network" : "application";
    }

    private static long usedBy(AlbState state, String loadBalancerArn) {
        return state.listenersOf(loadBalancerArn).values().stream()
                .flatMap(listener -> allActions(state, listener))
                .flatMap(Action::targetGroups)
                .distinct()
                .count();
    }

    private static Set<String> usedByOthers(AlbState state, String loadBalancerArn) {
        String ownRules = loadBalancerArn.replace(":loadbalancer/", ":listener-rule/");
        char afterSlash = '/' + 1;
        return Stream.of(
                        state.listeners().values().stream()
                                .filter(listener -> !listener.loadBalancerArn().equals(loadBalancerArn))
                                .map(Listener::defaultActions),
                        state.rules().headMap(ownRules + '/').values().stream().map(Rule::actions),
                        state.rules().tailMap(ownRules + afterSlash).values().stream()
                                .map(Rule::actions))
                .flatMap(actions -> actions)
                .flatMap(Action::targetGroups)
                .collect(Collectors.toSet());
    }

    /** The actions of the default rule and of all others. */
    static Stream<List<Action>> allActions(AlbState state, Listener listener) {
        return Stream.concat(
                Stream.of(listener.defaultActions()),
                state.rulesOf(listener.listenerArn()).values().stream().map(Rule::actions));
    }
}
