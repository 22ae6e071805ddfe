package io.underpass.vpclink.control;

import io.underpass.aws.Scope;
import io.underpass.vpclink.LinkNetworks;
import io.underpass.vpclink.LinkNetworks.Subnet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What AWS demands of a link's subnets, as far as somebody knows them; a subnet of which nothing is known will do.
 *
 * <p>Threads: confined to the control thread.
 */
final class SubnetRules {

    private final LinkNetworks networks;

    SubnetRules(LinkNetworks networks) {
        this.networks = networks;
    }

    /** Refuses ids that must exist and do not, and a shared subnet without a security group (issue 34137 of aws/aws-cdk). */
    void check(Scope scope, List<String> subnetIds, List<String> securityGroupIds) {
        networks.refusal(scope, subnetIds, securityGroupIds).ifPresent(reason -> {
            throw VpcLinkRules.badRequest(reason);
        });
        if (securityGroupIds.isEmpty()
                && subnetIds.stream()
                        .map(id -> networks.subnet(scope, id))
                        .flatMap(Optional::stream)
                        .anyMatch(Subnet::shared)) {
            throw VpcLinkRules.badRequest("For a shared subnet, at least one security-group-id should be provided.");
        }
    }

    /**
     * Why network interfaces cannot be made in these subnets: a security group belongs to one VPC, so that its link cannot
     * be in two. That AWS finds out while provisioning, and its words, are guesses.
     */
    Optional<String> failure(Scope scope, List<String> subnetIds) {
        Map<String, String> vpcs = new LinkedHashMap<>();
        subnetIds.forEach(id -> networks.subnet(scope, id).ifPresent(subnet -> vpcs.putIfAbsent(subnet.vpcId(), id)));
        if (vpcs.size() < 2) {
            return Optional.empty();
        }
        String found = vpcs.entrySet().stream()
                .map(entry -> entry.getValue() + " in " + entry.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of("VPC link subnets must belong to the same VPC: " + found);
    }
}
