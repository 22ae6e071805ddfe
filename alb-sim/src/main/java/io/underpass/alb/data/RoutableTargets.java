package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.UnhealthyStateRouting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param picking chooses among them; null where they simply take turns
 */
record RoutableTargets(
        CompiledTargetGroup group,
        Duration idleTimeout,
        long healthVersion,
        List<RoutableTarget> targets,
        @Nullable Picking picking) {

    /** From this many healthy targets on one can be told that is worse than the others (AWS: "Automatic Target Weights"). */
    static final int COMPARABLE_TARGETS = 3;

    /**
     * Makes the way to an address of a target, or to a target that has none; {@code carried} is false where the group has
     * too few healthy targets.
     */
    interface Route {

        RoutableTarget to(CompiledTarget target, TargetAddress address, boolean compared, boolean carried);

        RoutableTarget toNowhere(CompiledTarget target);

        /** How these are chosen among; null where they simply take turns. */
        @Nullable
        Picking among(List<RoutableTarget> targets);

        /** How these are chosen among, where zones keep to themselves. */
        Picking amongZones(List<List<RoutableTarget>> zones);
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
        boolean compared = healthy(registered) >= COMPARABLE_TARGETS;
        if (!group.balancing().acrossZones()) {
            List<List<RoutableTarget>> zones = zones(group, registered).stream()
                    .map(zone -> routable(group, zone, compared, route))
                    .toList();
            List<RoutableTarget> all = zones.stream().flatMap(List::stream).toList();
            return new RoutableTargets(group, idleTimeout, version, all, route.amongZones(zones));
        }
        List<RoutableTarget> routable = routable(group, registered, compared, route);
        return new RoutableTargets(
                group, idleTimeout, version, routable, routable.isEmpty() ? null : route.among(routable));
    }

    private static int healthy(List<Candidate> candidates) {
        return (int) candidates.stream().filter(Candidate::healthy).count();
    }

    private static List<RoutableTarget> routable(
            CompiledTargetGroup group, List<Candidate> registered, boolean compared, Route route) {
        boolean carried = group.unhealthyStateRouting().carriedBy(healthy(registered), registered.size());
        List<RoutableTarget> routable = new ArrayList<>();
        for (Candidate candidate : registered) {
            for (TargetAddress address : candidate.addresses) {
                if (!carried || address.status().healthy()) {
                    routable.add(route.to(candidate.target, address, compared, carried));
                }
            }
            if (!carried && candidate.addresses.isEmpty()) {
                routable.add(route.toNowhere(candidate.target));
            }
        }
        return List.copyOf(routable);
    }

    /**
     * The targets of each zone whose address is in DNS: a zone with too few healthy targets is not, unless none has
     * enough. One without any target is (a guess), and answers 503.
     */
    private static List<List<Candidate>> zones(CompiledTargetGroup group, List<Candidate> registered) {
        UnhealthyStateRouting minimum = group.balancing().minimumInDns();
        List<List<Candidate>> all = group.enabledZones().stream()
                .sorted()
                .map(zone -> registered.stream()
                        .filter(candidate -> candidate.target.isIn(zone))
                        .toList())
                .toList();
        List<List<Candidate>> inDns = all.stream()
                .filter(zone -> zone.isEmpty() || minimum.carriedBy(healthy(zone), zone.size()))
                .toList();
        boolean someServe = inDns.stream().anyMatch(zone -> !zone.isEmpty());
        return someServe ? inDns : all;
    }

    boolean isFor(CompiledTargetGroup other, Duration otherIdleTimeout, long version) {
        return group == other && healthVersion == version && idleTimeout.equals(otherIdleTimeout);
    }
}
