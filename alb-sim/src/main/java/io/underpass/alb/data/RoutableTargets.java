package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The targets of a group that get requests right now (spec 3.4): the healthy ones, or, where these are too few, all that
 * are registered. Right until the group or any target's health changes.
 *
 * <p>Threads: immutable.
 *
 * @param group what they were chosen from
 * @param idleTimeout how long they may be silent
 * @param healthVersion the version of the health states they were chosen by
 * @param targets in the order of their turns
 */
record RoutableTargets(
        CompiledTargetGroup group, Duration idleTimeout, long healthVersion, List<RoutableTarget> targets) {

    static RoutableTargets choose(
            CompiledTargetGroup group,
            Duration idleTimeout,
            HealthStates health,
            Function<CompiledTarget, RoutableTarget> route) {
        long version = health.version(); // Before the states: should one change meanwhile, this choice is stale.
        List<CompiledTarget> registered =
                group.targets().stream().filter(CompiledTarget::registered).toList();
        List<CompiledTarget> healthy = registered.stream()
                .filter(target -> health.status(group, target).healthy())
                .toList();
        boolean carried = group.unhealthyStateRouting().carriedBy(healthy.size(), registered.size());
        List<RoutableTarget> routable =
                (carried ? healthy : registered).stream().map(route).toList();
        return new RoutableTargets(group, idleTimeout, version, routable);
    }

    boolean isFor(CompiledTargetGroup other, Duration otherIdleTimeout, long version) {
        return group == other && healthVersion == version && idleTimeout.equals(otherIdleTimeout);
    }
}
