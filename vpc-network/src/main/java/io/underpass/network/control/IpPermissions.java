package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.RulePeer;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rules that a call is about: each peer of each permission is one. A call may also hold a single permission
 * without the list around it.
 *
 * <p>Threads: confined to one call.
 */
final class IpPermissions {

    private static final StructureShape GROUP = structure()
            .optional("GroupId", string())
            .optional("GroupName", string())
            .optional("UserId", string())
            .optional("VpcId", string())
            .optional("Description", string(0, 255));

    private static final StructureShape PERMISSION = structure()
            .optional("IpProtocol", string())
            .optional("FromPort", integer())
            .optional("ToPort", integer())
            .optional("Groups", list(GROUP))
            .optional(
                    "IpRanges", list(structure().optional("CidrIp", string()).optional("Description", string(0, 255))))
            .optional(
                    "Ipv6Ranges",
                    list(structure().optional("CidrIpv6", string()).optional("Description", string(0, 255))))
            .optional(
                    "PrefixListIds",
                    list(structure().optional("PrefixListId", string()).optional("Description", string())));

    /** The input of the operations that change rules. */
    static final StructureShape INPUT = Ec2Shapes.any()
            .optional("GroupId", string())
            .optional("GroupName", string())
            .optional("IpPermissions", list(PERMISSION))
            .optional("IpProtocol", string())
            .optional("FromPort", integer())
            .optional("ToPort", integer())
            .optional("CidrIp", string())
            .optional("SourceSecurityGroupName", string())
            .optional("SourceSecurityGroupOwnerId", string());

    private final Call<NetworkState> call;
    private final SecurityGroup group;
    private final boolean egress;

    IpPermissions(Call<NetworkState> call, SecurityGroup group, boolean egress) {
        this.call = call;
        this.group = group;
        this.egress = egress;
    }

    /** The rules, without ids. */
    List<SecurityGroupRule> read() {
        Input input = call.input();
        List<SecurityGroupRule> rules = new ArrayList<>();
        input.structures("IpPermissions").forEach(permission -> addPeers(rules, permission));
        if (input.has("IpProtocol")) {
            input.optionalString("CidrIp")
                    .ifPresent(cidr -> rules.add(rule(input, new RulePeer.Ipv4Range(IpRanges.ipv4(cidr)), "")));
            input.optionalString("SourceSecurityGroupName")
                    .ifPresent(name -> rules.add(rule(input, referenced(Optional.empty(), Optional.of(name)), "")));
        }
        if (rules.isEmpty()) {
            throw Refusals.missing("ipPermissions");
        }
        return rules;
    }

    private void addPeers(List<SecurityGroupRule> rules, Input permission) {
        if (permission.has("PrefixListIds")) {
            throw AwsError.notEmulated("prefix lists in rules of security groups (PrefixListIds)");
        }
        for (Input range : permission.structures("IpRanges")) {
            String cidr = IpRanges.ipv4(range.optionalString("CidrIp").orElse(""));
            rules.add(rule(permission, new RulePeer.Ipv4Range(cidr), description(range)));
        }
        for (Input range : permission.structures("Ipv6Ranges")) {
            String cidr = IpRanges.ipv6(range.optionalString("CidrIpv6").orElse(""));
            rules.add(rule(permission, new RulePeer.Ipv6Range(cidr), description(range)));
        }
        for (Input peer : permission.structures("Groups")) {
            RulePeer referenced = referenced(peer.optionalString("GroupId"), peer.optionalString("GroupName"));
            rules.add(rule(permission, referenced, description(peer)));
        }
    }

    private static String description(Input peer) {
        return peer.optionalString("Description").orElse("");
    }

    /** The peer that is a group of the same VPC. */
    RulePeer referenced(Optional<String> id, Optional<String> name) {
        Optional<SecurityGroup> found = id.isPresent()
                ? call.state().securityGroup(call.scope(), id.get())
                : name.flatMap(each -> SecurityGroups.byName(call, group.vpcId(), each));
        SecurityGroup other = found.orElseThrow(
                () -> Refusals.groupNotFound(List.of(id.or(() -> name).orElse(""))));
        if (!other.vpcId().equals(group.vpcId())) {
            throw Refusals.of(
                    "InvalidGroup.NotFound",
                    "You have specified two resources that belong to different networks: " + group.groupId() + " in "
                            + group.vpcId() + ", " + other.groupId() + " in " + other.vpcId());
        }
        return new RulePeer.ReferencedGroup(other.scope().account(), other.groupId());
    }

    private SecurityGroupRule rule(Input permission, RulePeer peer, String description) {
        PortRange ports = PortRange.read(
                permission.optionalString("IpProtocol").orElseThrow(() -> Refusals.missing("ipProtocol")),
                permission.optionalInteger("FromPort"),
                permission.optionalInteger("ToPort"));
        return new SecurityGroupRule("", egress, ports.ipProtocol(), ports.from(), ports.to(), peer, description);
    }
}
