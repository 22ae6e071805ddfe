package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many targets a load balancer may have, over all the groups that its rules name (spec 1.7). AWS's text
 * about the registrations of one target is not known.
 *
 * <p>Threads: immutable.
 */
record TargetQuotas(ElbV2Settings.Limits limits) {

    /** Refuses a change of the targets of {@code groupArn} that leads to {@code after}. */
    void checkGroup(AlbState after, String groupArn) {
        if (!few(after)) {
            TargetGroupUse.loadBalancer(after, groupArn).ifPresent(loadBalancer -> check(after, loadBalancer));
        }
    }

    /** Refuses a change of the rules of {@code loadBalancerArn} that leads to {@code after}. */
    void check(AlbState after, String loadBalancerArn) {
        if (few(after)) {
            return;
        }
        boolean network = loadBalancerArn.contains("loadbalancer/net/");
        int most = network
                ? limits.of(Quota.TARGETS_PER_NETWORK_LOAD_BALANCER)
                : limits.of(Quota.TARGETS_PER_LOAD_BALANCER);
        List<TargetDescription> targets = targets(after, loadBalancerArn).toList();
        targets.stream()
                .collect(Collectors.groupingBy(TargetDescription::id, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(target -> !network && target.getValue() > limits.of(Quota.REGISTRATIONS_PER_TARGET))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(id -> {
                    throw Refusals.of(
                            "TooManyRegistrationsForTargetId",
                            "The maximum number of registrations of target '" + id + "' with load balancer '"
                                    + loadBalancerArn + "' has been reached: "
                                    + limits.of(Quota.REGISTRATIONS_PER_TARGET));
                });
        if (targets.size() > most) {
            throw Refusals.of(
                    "TooManyTargets",
                    "The maximum number of targets per load balancer '" + most + "' has been reached on load balancer '"
                            + loadBalancerArn + "'");
        }
    }

    /** Whether there are so few that no limit can be exceeded, and nothing need be told apart. */
    private boolean few(AlbState state) {
        int all = state.targetGroups().values().stream()
                .mapToInt(group -> group.targets().size())
                .sum();
        int least = Math.min(
                limits.of(Quota.TARGETS_PER_LOAD_BALANCER), limits.of(Quota.TARGETS_PER_NETWORK_LOAD_BALANCER));
        return all <= Math.min(least, limits.of(Quota.REGISTRATIONS_PER_TARGET));
    }

    private static Stream<TargetDescription> targets(AlbState state, String loadBalancerArn) {
        return state.listenersOf(loadBalancerArn).values().stream()
                .flatMap(listener -> TargetGroupUse.allActions(state, listener))
                .flatMap(Action::targetGroups)
                .distinct()
                .map(state.targetGroups()::get)
                .flatMap(Stream::ofNullable)
                .map(TargetGroup::targets)
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(target -> target.deregisteredAt().isEmpty());
    }
}
