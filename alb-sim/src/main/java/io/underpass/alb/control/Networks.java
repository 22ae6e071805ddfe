package io.underpass.alb.control;

import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.aws.Scope;
import io.underpass.aws.shape.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The VPC that all load balancers of an account and region stand in. There is no EC2 here, so any subnet and security
 * group exists, and the n-th subnet of a load balancer lies in the n-th zone.
 *
 * <p>Threads: stateless.
 */
final class Networks {

    private static final int LEAST_ZONES = 2;
    private static final int MOST_ZONES = 6;
    private static final int ID_LENGTH = 17;

    /** From AWS's general reference, "Elastic Load Balancing endpoints and quotas". */
    private static final Map<String, String> HOSTED_ZONES = Map.ofEntries(
            Map.entry("us-east-1", "Z35SXDOTRQ7X7K"),
            Map.entry("us-east-2", "Z3AADJGX6KTTL2"),
            Map.entry("us-west-1", "Z368ELLRRE2KJ0"),
            Map.entry("us-west-2", "Z1H1FL5HABSF5"),
            Map.entry("eu-west-1", "Z32O12XQLNTSW2"),
            Map.entry("eu-central-1", "Z215JYRZR1TBD5"));

    private static final String HOSTED_ZONE_ELSEWHERE = "Z2P70J7EXAMPLE";

    private Networks() {}

    static String hostedZone(String region) {
        return HOSTED_ZONES.getOrDefault(region, HOSTED_ZONE_ELSEWHERE);
    }

    /** The id of the one VPC, the same in every run. */
    static String vpcId(Scope scope) {
        return "vpc-" + id("vpc", scope);
    }

    /** The id of its default security group. */
    static String defaultSecurityGroup(Scope scope) {
        return "sg-" + id("default-security-group", scope);
    }

    /** The zones and subnets that a load balancer is created in. */
    static List<AvailabilityZone> zones(Input input, String region) {
        List<String> subnets = subnets(input);
        if (new HashSet<>(subnets).size() < subnets.size() || subnets.size() > MOST_ZONES) {
            throw Refusals.invalidConfiguration(
                    "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        }
        if (subnets.size() < LEAST_ZONES) {
            throw Refusals.validation("At least two subnets in two different Availability Zones must be specified");
        }
        List<AvailabilityZone> zones = new ArrayList<>();
        for (String subnet : subnets) {
            zones.add(new AvailabilityZone(region + (char) ('a' + zones.size()), subnet));
        }
        return List.copyOf(zones);
    }

    private static List<String> subnets(Input input) {
        List<Input> mappings = input.structures("SubnetMappings");
        if (mappings.isEmpty()) {
            return input.strings("Subnets");
        }
        if (input.has("Subnets")) {
            throw Refusals.validation("Subnets and subnet mappings cannot be specified at the same time");
        }
        List<String> subnets = new ArrayList<>();
        for (Input mapping : mappings) {
            for (String address : List.of("AllocationId", "PrivateIPv4Address", "IPv6Address", "SourceNatIpv6Prefix")) {
                if (mapping.has(address)) {
                    throw Refusals.validation(
                            "'" + address + "' cannot be specified for load balancers of type 'application'");
                }
            }
            subnets.add(mapping.optionalString("SubnetId")
                    .orElseThrow(() -> Refusals.validation("A subnet ID must be specified in a subnet mapping")));
        }
        return subnets;
    }

    private static String id(String kind, Scope scope) {
        String name = kind + ':' + scope.account() + ':' + scope.region();
        String hex = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return hex.substring(0, ID_LENGTH);
    }
}
