package io.underpass.network.data;

import io.underpass.network.compile.CompiledGroup;
import io.underpass.network.compile.CompiledPermission;
import io.underpass.network.compile.CompiledSubnet;
import io.underpass.network.compile.NetworkSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges whether a VPC link gets through to a load balancer's port: they are in one VPC, the link's groups let the
 * traffic out, the load balancer's let it in.
 *
 * <p>An id that nobody created belongs to the default VPC, and a group of such an id is open. Where any id of the two is
 * of that kind the group that a VPC has from the start counts as open too: it is there because nobody named a group.
 *
 * <p>Which address of a subnet an interface has is not looked at: a rule about a block counts where it covers the whole
 * subnet, and all subnets have to be covered. On AWS a block that covers some of them makes some requests fail.
 * Network ACLs let everything through, and IPv6 plays no part.
 *
 * <p>Threads: immutable.
 */
public final class Reachability {

    private static final Verdict REACHABLE = new Verdict.Reachable();

    private final NetworkSnapshot networks;

    /** Judges by {@code networks}. */
    public Reachability(NetworkSnapshot networks) {
        this.networks = networks;
    }

    /** Whether TCP gets from {@code link} to {@code port} of {@code loadBalancer}. */
    public Verdict judge(Place link, Place loadBalancer, int port) {
        Side from = side(link, groupsOf(link));
        Side to = side(loadBalancer, loadBalancer.securityGroupIds());
        if (!from.vpcIds().containsAll(to.vpcIds())) {
            return new Verdict.Unreachable("The subnets of " + loadBalancer.owner() + " are in " + list(to.vpcIds())
                    + ", those of " + link.owner() + " in " + list(from.vpcIds()) + "; they must be in one VPC.");
        }
        boolean strictly = from.created() && to.created();
        Optional<Gate> closed = closed(new Gate(from, to, port, "outbound", "to", CompiledGroup::outbound), strictly)
                .or(() -> closed(new Gate(to, from, port, "inbound", "from", CompiledGroup::inbound), strictly));
        return closed.<Verdict>map(gate -> new Verdict.Unreachable(gate.reason()))
                .orElse(REACHABLE);
    }

    private static Optional<Gate> closed(Gate gate, boolean strictly) {
        return gate.lets(strictly) ? Optional.empty() : Optional.of(gate);
    }

    /** A link without groups gets the one that its VPC has from the start; a load balancer has some, or nothing filters. */
    private List<String> groupsOf(Place link) {
        if (!link.securityGroupIds().isEmpty()) {
            return link.securityGroupIds();
        }
        return link.subnetIds().stream()
                .map(id -> networks.subnet(link.scope(), id).vpcId())
                .flatMap(vpcId -> networks.defaultSecurityGroup(vpcId).stream())
                .distinct()
                .toList();
    }

    private Side side(Place place, List<String> groupIds) {
        return new Side(
                place.owner(),
                place.subnetIds().stream()
                        .map(id -> networks.subnet(place.scope(), id))
                        .toList(),
                groupIds,
                groupIds.stream()
                        .flatMap(id -> networks.securityGroup(place.scope(), id).stream())
                        .toList());
    }

    private static String list(List<String> items) {
        return String.join(", ", items);
    }

    /** One of the two, with what is known of it. */
    private record Side(String owner, List<CompiledSubnet> subnets, List<String> groupIds, List<CompiledGroup> groups) {

        List<String> vpcIds() {
            return subnets.stream().map(CompiledSubnet::vpcId).distinct().toList();
        }

        boolean created() {
            return groups.size() == groupIds.size() && subnets.stream().allMatch(CompiledSubnet::created);
        }
    }

    /** The security groups of {@code guarded} towards {@code other}, in one direction. */
    private record Gate(
            Side guarded,
            Side other,
            int port,
            String direction,
            String preposition,
            Function<CompiledGroup, List<CompiledPermission>> permissions) {

        boolean lets(boolean strictly) {
            boolean open = guarded.groups().size() < guarded.groupIds().size()
                    || guarded.groupIds().isEmpty()
                    || (!strictly && guarded.groups().stream().anyMatch(CompiledGroup::fromTheStart));
            return open || uncovered().isEmpty();
        }

        private List<CompiledSubnet> uncovered() {
            return other.subnets().stream().filter(subnet -> !covered(subnet)).toList();
        }

        private boolean covered(CompiledSubnet subnet) {
            return guarded.groups().stream()
                    .flatMap(group -> permissions.apply(group).stream())
                    .anyMatch(permission -> permission.covers(port, other.groupIds(), subnet.addresses()));
        }

        String reason() {
            boolean one = guarded.groupIds().size() == 1;
            String blocks = uncovered().stream()
                    .map(subnet -> subnet.addresses().text() + " (" + subnet.subnetId() + ")")
                    .collect(Collectors.joining(", "));
            String groups = other.groupIds().isEmpty() ? "" : list(other.groupIds()) + " of ";
            return "Security group" + (one ? " " : "s ") + list(guarded.groupIds()) + " of " + guarded.owner()
                    + (one ? " has no " : " have no ") + direction + " rule for TCP " + port + " " + preposition + " "
                    + groups + other.owner() + ", nor " + preposition + " " + blocks + ".";
        }
    }
}
