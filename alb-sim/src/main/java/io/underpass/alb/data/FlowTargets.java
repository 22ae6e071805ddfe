package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The targets of a group that get connections of a network load balancer right now, for each of its zones that takes
 * part: the healthy ones, or, where these are too few, all that are registered. Without cross-zone load balancing a zone
 * keeps to its own targets, and one without a healthy target takes part only where all are so. A target whose zone nobody
 * gave counts as one of every zone. Right until the group, any target's health or addresses change.
 *
 * <p>Threads: immutable.
 *
 * @param group what they were chosen from
 * @param healthVersion the version of the health states they were chosen by
 * @param byZone none empty
 */
record FlowTargets(CompiledTargetGroup group, long healthVersion, List<List<Member>> byZone) {

    /** Spreads what differs little; the golden ratio's fraction of 2^32. */
    private static final int SPREAD = 0x9e3779b9;

    /**
     * A target at one of its addresses.
     *
     * @param target what was registered
     * @param address where
     * @param failOpen whether it may be unhealthy, since too few of its zone are not
     */
    record Member(CompiledTarget target, TargetAddress address, boolean failOpen) {

        /** For people: what was registered, and the address where that is not the same. */
        String name() {
            return address.host().equals(target.host()) ? target.key() : target.key() + " (" + address.host() + ')';
        }

        private boolean healthy() {
            return address.status().healthy();
        }
    }

    /**
     * The targets as they are now.
     *
     * @param zones those of the load balancer
     * @param crossZone whether all targets serve all zones
     */
    static FlowTargets of(CompiledTargetGroup group, SortedSet<String> zones, boolean crossZone, HealthStates health) {
        long version = health.version(); // Before the states: should one change meanwhile, this choice is stale.
        List<Member> registered = new ArrayList<>();
        for (CompiledTarget target : group.targets()) {
            if (target.registered()) {
                health.addresses(group, target).forEach(address -> registered.add(new Member(target, address, false)));
            }
        }
        return new FlowTargets(
                group,
                version,
                crossZone ? eligible(group, List.of(registered)) : eligible(group, byZone(group, zones, registered)));
    }

    private static List<List<Member>> byZone(
            CompiledTargetGroup group, Collection<String> zones, List<Member> registered) {
        List<List<Member>> byZone = new ArrayList<>();
        for (String zone : zones) {
            byZone.add(registered.stream()
                    .filter(member -> zone(group, member).map(zone::equals).orElse(true))
                    .toList());
        }
        return byZone;
    }

    private static Optional<String> zone(CompiledTargetGroup group, Member member) {
        TargetDescription described = group.source().targets().get(member.target.key());
        return described == null
                ? Optional.empty()
                : described.availabilityZone().filter(zone -> !zone.equals("all"));
    }

    private static List<List<Member>> eligible(CompiledTargetGroup group, List<List<Member>> byZone) {
        List<List<Member>> alive = byZone.stream()
                .filter(members -> group.balancing()
                        .minimumInDns()
                        .carriedBy(
                                (int) members.stream().filter(Member::healthy).count(), members.size()))
                .toList();
        return (alive.isEmpty() ? byZone : alive)
                .stream()
                        .map(members -> routable(group, members))
                        .filter(members -> !members.isEmpty())
                        .toList();
    }

    private static List<Member> routable(CompiledTargetGroup group, List<Member> members) {
        List<Member> healthy = members.stream().filter(Member::healthy).toList();
        if (group.unhealthyStateRouting().carriedBy(healthy.size(), members.size())) {
            return healthy;
        }
        return members.stream()
                .map(member -> new Member(member.target, member.address, true))
                .toList();
    }

    boolean isFor(CompiledTargetGroup other, long version) {
        return group == other && healthVersion == version;
    }

    /** The target of a connection by the hash of its flow; empty where there is none. */
    Optional<Member> of(int flow) {
        if (byZone.isEmpty()) {
            return Optional.empty();
        }
        int mixed = mixed(flow);
        List<Member> members = byZone.get(Integer.remainderUnsigned(mixed, byZone.size()));
        return Optional.of(
                members.get(Integer.remainderUnsigned(Integer.divideUnsigned(mixed, byZone.size()), members.size())));
    }

    /**
     * The target of all connections of a client by the hash of its address; empty where there is none. When targets come
     * or go, clients of the others keep theirs.
     */
    Optional<Member> ofClient(int address) {
        if (byZone.isEmpty()) {
            return Optional.empty();
        }
        int client = mixed(address);
        return byZone.get(Integer.remainderUnsigned(client, byZone.size())).stream()
                .max(Comparator.comparingInt(
                        member -> mixed(client + member.name().hashCode())));
    }

    private static int mixed(int hash) {
        int mixed = hash * SPREAD;
        return mixed ^ (mixed >>> 15);
    }
}
