package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The targets of a group that get requests right now (spec 3.4): the healthy ones, or, where these are too few, all that
 * are registered. A target that is a name takes a turn for each of its addresses. Right until the group, any target's
 * health or addresses change.
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

    /** Makes the way to an address of a target, or to a target that has none. */
    interface Route {

        RoutableTarget to(CompiledTarget target, TargetAddress address);

        RoutableTarget toNowhere(CompiledTarget target);
    }

    private record Candidate(CompiledTarget target, List<TargetAddress> addresses) {

        boolean healthy() {
            return addresses.stream().anyMatch(address -> address.status().healthy());
        }
    }

    static RoutableTargets choose(CompiledTargetGroup group, Duration idleTimeout, HealthStates health, Route route) {
        long version = health.version(); // Before the states: should one change meanwhile, this choice is stale.
        List<Candidate> registered = group.targets().stream()
                .filter(CompiledTarget::registered)
                .map(target -> new Candidate(target, health.addresses(group, target)))
                .toList();
        int healthy = (int) registered.stream().filter(Candidate::healthy).count();
        boolean carried = group.unhealthyStateRouting().carriedBy(healthy, registered.size());
        List<RoutableTarget> routable = new ArrayList<>();
        for (Candidate candidate : registered) {
            for (TargetAddress address : candidate.addresses) {
                if (!carried || address.status().healthy()) {
                    routable.add(route.to(candidate.target, address));
                }
            }
            if (!carried && candidate.addresses.isEmpty()) {
                routable.add(route.toNowhere(candidate.target));
            }
        }
        return new RoutableTargets(group, idleTimeout, version, List.copyOf(routable));
    }

    boolean isFor(CompiledTargetGroup other, Duration otherIdleTimeout, long version) {
        return group == other && healthVersion == version && idleTimeout.equals(otherIdleTimeout);
    }
}
