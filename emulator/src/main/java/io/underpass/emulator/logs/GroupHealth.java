package io.underpass.emulator.logs;

import io.underpass.alb.TargetStates;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.UnhealthyStateRouting;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The targets of a group as metrics show them: as they are now, all of them and zone by zone. A target of all zones is in
 * each; where targets serve all zones, each zone is as healthy as the group. A zone that nobody serves is neither healthy
 * nor unhealthy (a guess).
 *
 * <p>Threads: confined to one thread.
 */
final class GroupHealth {

    private final CompiledTargetGroup group;
    private final boolean acrossZones;
    private final SortedMap<String, List<Member>> byZone = new TreeMap<>();
    private final List<Member> all = new ArrayList<>();

    /** A target that gets requests or would if it were healthy. */
    record Member(CompiledTarget target, String state, TargetStates.AnomalyDetection anomaly) {

        boolean is(String other) {
            return state.equals(other);
        }
    }

    /**
     * What {@code states} say of {@code group}.
     *
     * @param zones those of its load balancer
     * @param acrossZones whether targets serve all of them
     */
    GroupHealth(CompiledTargetGroup group, Collection<String> zones, boolean acrossZones, TargetStates states) {
        this.group = group;
        this.acrossZones = acrossZones;
        zones.forEach(zone -> byZone.put(zone, new ArrayList<>()));
        for (CompiledTarget target : group.targets()) {
            if (target.deregisteredAt().isEmpty()) {
                TargetDescription described = Objects.requireNonNull(
                        group.source().targets().get(target.key()), "a target was compiled from nothing");
                Member member = new Member(
                        target,
                        states.health(group.source(), described).state(),
                        states.anomaly(group.source(), described));
                all.add(member);
                byZone.forEach((zone, members) -> {
                    if (target.isIn(zone)) {
                        members.add(member);
                    }
                });
            }
        }
    }

    CompiledTargetGroup group() {
        return group;
    }

    /** How many of all targets {@code wanted} accepts. */
    long count(Predicate<Member> wanted) {
        return all.stream().filter(wanted).count();
    }

    /** How many it accepts in each zone. */
    SortedMap<String, Long> countByZone(Predicate<Member> wanted) {
        SortedMap<String, Long> counts = new TreeMap<>();
        byZone.forEach((zone, members) ->
                counts.put(zone, members.stream().filter(wanted).count()));
        return counts;
    }

    /** For each zone that somebody serves, whether enough targets are healthy to keep its address in DNS. */
    SortedMap<String, Boolean> inDns() {
        return meets(group.balancing().minimumInDns());
    }

    /** For each zone that somebody serves, whether enough targets are healthy to send requests to these alone. */
    SortedMap<String, Boolean> routed() {
        return meets(group.unhealthyStateRouting());
    }

    private SortedMap<String, Boolean> meets(UnhealthyStateRouting minimum) {
        SortedMap<String, Boolean> met = new TreeMap<>();
        byZone.forEach((zone, own) -> {
            List<Member> registered = (acrossZones ? all : own)
                    .stream().filter(member -> member.target().registered()).toList();
            if (!registered.isEmpty()) {
                long healthy = registered.stream()
                        .filter(member -> member.is("healthy"))
                        .count();
                met.put(zone, minimum.carriedBy((int) healthy, registered.size()));
            }
        });
        return met;
    }
}
