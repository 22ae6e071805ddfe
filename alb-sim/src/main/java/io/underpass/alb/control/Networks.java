package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.VpcNetworks;
import io.underpass.alb.VpcNetworks.Subnet;
import io.underpass.alb.model.IpAddress;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where load balancers stand: the subnets, their zones and VPC, the security groups. A subnet that nobody created lies in
 * the default VPC, in the first zone that is free.
 *
 * <p>Threads: confined to the control thread.
 */
final class Networks {

    private static final int MOST_ZONES = 6;

    /** A member {@code SubnetMappings}. */
    static final ListShape SUBNET_MAPPINGS = list(structure()
            .optional("SubnetId", string())
            .optional("AllocationId", string())
            .optional("PrivateIPv4Address", string())
            .optional("IPv6Address", string())
            .optional("SourceNatIpv6Prefix", string()));

    private final VpcNetworks vpcs;

    Networks(VpcNetworks vpcs) {
        this.vpcs = vpcs;
    }

    /** The VPC of {@code zones}. */
    String vpcId(Scope scope, List<AvailabilityZone> zones) {
        Set<String> vpcIds = new TreeSet<>();
        zones.forEach(zone -> vpcIds.add(
                vpcs.subnet(scope, zone.subnetId()).map(Subnet::vpcId).orElseGet(() -> vpcs.defaultVpcId(scope))));
        if (vpcIds.size() > 1) {
            // That AWS refuses this is certain, its words are not known.
            throw Refusals.invalidConfiguration(
                    "The subnets of a load balancer must belong to one VPC, not to " + String.join(", ", vpcIds));
        }
        return vpcIds.iterator().next();
    }

    /**
     * The security groups of a new load balancer. Where none is given one of applications gets the one that its VPC has
     * from the start, one of networks has none for ever.
     */
    List<String> securityGroups(Input input, LoadBalancerType type, Scope scope, String vpcId) {
        List<String> given = checkedGroups(input, scope, vpcId);
        return given.isEmpty() && type == LoadBalancerType.APPLICATION
                ? List.of(vpcs.defaultSecurityGroupId(scope, vpcId))
                : given;
    }

    /** The security groups that a caller asks for, which are not those of another VPC. */
    List<String> checkedGroups(Input input, Scope scope, String vpcId) {
        List<String> given = input.strings("SecurityGroups");
        for (String groupId : given) {
            Optional<String> of = vpcs.vpcOfSecurityGroup(scope, groupId);
            if (of.isEmpty() && vpcs.strict()) {
                throw Refusals.of("InvalidSecurityGroup", "The security group '" + groupId + "' does not exist");
            }
            if (of.isPresent() && !of.get().equals(vpcId)) {
                throw Refusals.invalidConfiguration("One or more security groups are invalid: '" + groupId
                        + "' belongs to " + of.get() + ", the load balancer to " + vpcId);
            }
        }
        return given;
    }

    /** The type of addresses that a caller asks for. */
    static String ipAddressType(String asked, LoadBalancerType type, boolean internal) {
        if (asked.equals("dualstack-without-public-ipv4")) {
            if (type == LoadBalancerType.NETWORK) {
                throw Refusals.invalidConfiguration(
                        "The IP address type '" + asked + "' is not supported for load balancers of type 'network'");
            }
            if (internal) {
                throw Refusals.invalidConfiguration(
                        "The IP address type '" + asked + "' is not supported for internal load balancers");
            }
        }
        return asked;
    }

    /** What is said of a new load balancer's traffic from private links: it has a say only with security groups. */
    static Optional<String> enforcedOnPrivateLink(LoadBalancerType type, List<String> securityGroups) {
        return type == LoadBalancerType.NETWORK && !securityGroups.isEmpty() ? Optional.of("on") : Optional.empty();
    }

    /**
     * The zones and subnets that a load balancer is to stand in.
     *
     * @param before where it stands: a subnet keeps its zone
     */
    List<AvailabilityZone> zones(
            Input input, Scope scope, LoadBalancerType type, boolean internal, List<AvailabilityZone> before) {
        Map<String, Optional<String>> subnets = subnets(input, type, internal);
        if (subnets.size() > MOST_ZONES) {
            throw sameZone();
        }
        if (subnets.size() < type.leastZones()) {
            // Of a network load balancer AWS's text is not known.
            throw Refusals.validation(
                    type.leastZones() > 1
                            ? "At least two subnets in two different Availability Zones must be specified"
                            : "At least one subnet must be specified");
        }
        Map<String, String> names = new HashMap<>();
        before.stream()
                .filter(zone -> subnets.containsKey(zone.subnetId()))
                .forEach(zone -> names.put(zone.subnetId(), zone.zoneName()));
        subnets.keySet().forEach(subnet -> zoneOf(scope, subnet).ifPresent(zone -> names.put(subnet, zone)));
        List<AvailabilityZone> zones = new ArrayList<>();
        subnets.forEach((subnet, address) -> zones.add(new AvailabilityZone(
                names.computeIfAbsent(subnet, added -> firstFree(scope.region(), names.values())), subnet, address)));
        if (new HashSet<>(names.values()).size() < names.size()) {
            throw sameZone();
        }
        return List.copyOf(zones);
    }

    private Optional<String> zoneOf(Scope scope, String subnetId) {
        Optional<Subnet> subnet = vpcs.subnet(scope, subnetId);
        if (subnet.isEmpty() && vpcs.strict()) {
            throw Refusals.of("SubnetNotFound", "The subnet ID '" + subnetId + "' does not exist");
        }
        return subnet.map(Subnet::zoneName);
    }

    private static String firstFree(String region, Collection<String> taken) {
        char letter = 'a';
        while (taken.contains(region + letter)) {
            letter++;
        }
        return region + letter;
    }

    /** The subnets in their order, each with the address that is wanted in it. */
    private static Map<String, Optional<String>> subnets(Input input, LoadBalancerType type, boolean internal) {
        Map<String, Optional<String>> subnets = new LinkedHashMap<>();
        List<Input> mappings = input.structures("SubnetMappings");
        if (!mappings.isEmpty() && input.has("Subnets")) {
            throw Refusals.validation("Subnets and subnet mappings cannot be specified at the same time");
        }
        for (String subnet : input.strings("Subnets")) {
            add(subnets, subnet, Optional.empty());
        }
        for (Input mapping : mappings) {
            add(
                    subnets,
                    mapping.optionalString("SubnetId")
                            .orElseThrow(
                                    () -> Refusals.validation("A subnet ID must be specified in a subnet mapping")),
                    address(mapping, type, internal));
        }
        return subnets;
    }

    private static void add(Map<String, Optional<String>> subnets, String subnet, Optional<String> address) {
        if (subnets.put(subnet, address) != null) {
            throw sameZone();
        }
    }

    private static AwsError sameZone() {
        return Refusals.invalidConfiguration(
                "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
    }

    private static Optional<String> address(Input mapping, LoadBalancerType type, boolean internal) {
        for (String member : List.of("AllocationId", "PrivateIPv4Address", "IPv6Address", "SourceNatIpv6Prefix")) {
            if (mapping.has(member) && type == LoadBalancerType.APPLICATION) {
                throw Refusals.validation(
                        "'" + member + "' cannot be specified for load balancers of type 'application'");
            }
            if (mapping.has(member) && !member.equals("PrivateIPv4Address")) {
                throw AwsError.notEmulated("the member '" + member + "' of subnet mappings");
            }
        }
        Optional<String> address = mapping.optionalString("PrivateIPv4Address");
        if (address.isPresent() && !internal) {
            throw Refusals.invalidConfiguration(
                    "A private IPv4 address can only be specified for internal load balancers");
        }
        if (address.isPresent()
                && IpAddress.parse(address.get()).filter(IpAddress::isIpv4).isEmpty()) {
            throw Refusals.validation("'" + address.get() + "' is not a valid IPv4 address");
        }
        return address;
    }
}
