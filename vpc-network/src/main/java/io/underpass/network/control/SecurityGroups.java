package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.Interfaces;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.RulePeer;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.SecurityGroupRule;
import io.underpass.network.model.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/**
 * CreateSecurityGroup, DescribeSecurityGroups and DeleteSecurityGroup.
 *
 * <p>Threads: immutable.
 */
final class SecurityGroups {

    private static final int NAME_MAX = 255;

    private static final StructureShape CREATE = Ec2Shapes.any()
            .required("GroupName", string())
            .required("GroupDescription", string())
            .optional("VpcId", string())
            .optional("TagSpecification", Ec2Shapes.TAG_SPECIFICATIONS);

    private static final StructureShape ONE =
            Ec2Shapes.any().optional("GroupId", string()).optional("GroupName", string());

    private final Interfaces interfaces;

    SecurityGroups(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("CreateSecurityGroup", CREATE, SecurityGroups::create),
                new Operation<>(
                        "DescribeSecurityGroups",
                        Ec2Shapes.describe("GroupId").optional("GroupName", Ec2Shapes.STRINGS),
                        SecurityGroups::describe),
                new Operation<>("DeleteSecurityGroup", ONE, this::delete));
    }

    /** The group that the member {@code GroupId} names, or {@code GroupName} in the default VPC. */
    static SecurityGroup named(Call<NetworkState> call) {
        NetworkState state = call.state();
        Optional<String> id = call.input().optionalString("GroupId");
        if (id.isPresent()) {
            return state.securityGroup(call.scope(), id.get())
                    .orElseThrow(() -> Refusals.groupNotFound(List.of(id.get())));
        }
        String name = call.input()
                .optionalString("GroupName")
                .orElseThrow(() ->
                        Refusals.of("MissingParameter", "The request must contain the parameter groupName or groupId"));
        return state.defaultVpc(call.scope())
                .flatMap(vpc -> byName(call, vpc.vpcId(), name))
                .orElseThrow(() -> Refusals.groupNotFound(List.of(name)));
    }

    static Optional<SecurityGroup> byName(Call<NetworkState> call, String vpcId, String name) {
        return call.state().securityGroups(call.scope()).stream()
                .filter(group ->
                        group.vpcId().equals(vpcId) && group.groupName().equals(name))
                .findFirst();
    }

    private static Outcome<NetworkState> create(Call<NetworkState> call) {
        Input input = call.input();
        String name = name(input.string("GroupName"));
        Vpc vpc = input.has("VpcId")
                ? Vpcs.named(call)
                : call.state()
                        .defaultVpc(call.scope())
                        .orElseThrow(() -> Refusals.of("VPCIdNotSpecified", "No default VPC for this user"));
        if (byName(call, vpc.vpcId(), name).isPresent()) {
            throw Refusals.of(
                    "InvalidGroup.Duplicate",
                    "The security group '" + name + "' already exists for VPC '" + vpc.vpcId() + "'");
        }
        SecurityGroup group = new SecurityGroup(
                        call.scope(),
                        ResourceKind.SECURITY_GROUP.newId(call.ids()),
                        name,
                        input.string("GroupDescription"),
                        vpc.vpcId(),
                        TreePMap.empty())
                .with(DefaultNetwork.anywhere(ResourceKind.SECURITY_GROUP_RULE.newId(call.ids())));
        NetworkState state =
                call.state().with(group).withTags(group.groupId(), Tags.given(input, ResourceKind.SECURITY_GROUP));
        ObjectNode output = Answer.empty().put("return", true).put("groupId", group.groupId());
        output.set("tagSet", Answer.tags(state.tagsOf(group.groupId())));
        return new Outcome<>(state, output.put("securityGroupArn", SecurityGroupView.arn(group)));
    }

    private static String name(String name) {
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw Refusals.invalid(name, "groupName", "It must have 1 to " + NAME_MAX + " characters.");
        }
        if (name.equals(SecurityGroup.DEFAULT_NAME)) {
            throw Refusals.of("InvalidParameterValue", "Cannot use reserved security group name: default");
        }
        if (name.startsWith("sg-")) {
            throw Refusals.invalid(name, "groupName", "Group names may not be in the format sg-*.");
        }
        return name;
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        NetworkState state = call.state();
        List<String> names = call.input().strings("GroupName");
        List<SecurityGroup> groups = names.isEmpty()
                ? state.securityGroups(call.scope())
                : names.stream()
                        .map(name -> state.defaultVpc(call.scope())
                                .flatMap(vpc -> byName(call, vpc.vpcId(), name))
                                .orElseThrow(() -> Refusals.groupNotFound(List.of(name))))
                        .toList();
        return new Listing<>(
                        "GroupId",
                        "securityGroupInfo",
                        SecurityGroup::groupId,
                        filters(state),
                        group -> SecurityGroupView.of(group, state),
                        Refusals::groupNotFound)
                .of(call, groups);
    }

    private static FilterFields<SecurityGroup> filters(NetworkState state) {
        FilterFields<SecurityGroup> filters = new FilterFields<SecurityGroup>(group -> state.tagsOf(group.groupId()))
                .with("group-id", SecurityGroup::groupId)
                .with("group-name", SecurityGroup::groupName)
                .with("vpc-id", SecurityGroup::vpcId)
                .with("description", SecurityGroup::description)
                .with("owner-id", group -> group.scope().account());
        List.of(false, true).forEach(egress -> {
            String prefix = egress ? "egress.ip-permission." : "ip-permission.";
            filters.withAll(prefix + "group-id", rules(egress, SecurityGroups::groupId))
                    .withAll(prefix + "cidr", rules(egress, SecurityGroups::cidr))
                    .withAll(prefix + "protocol", rules(egress, rule -> Stream.of(rule.ipProtocol())))
                    .withAll(prefix + "from-port", rules(egress, rule -> Stream.of("" + rule.fromPort())))
                    .withAll(prefix + "to-port", rules(egress, rule -> Stream.of("" + rule.toPort())));
        });
        return filters;
    }

    private static Function<SecurityGroup, List<String>> rules(
            boolean egress, Function<SecurityGroupRule, Stream<String>> value) {
        return group -> group.rules().values().stream()
                .filter(rule -> rule.egress() == egress)
                .flatMap(value)
                .toList();
    }

    private static Stream<String> groupId(SecurityGroupRule rule) {
        return rule.peer() instanceof RulePeer.ReferencedGroup peer ? Stream.of(peer.groupId()) : Stream.empty();
    }

    private static Stream<String> cidr(SecurityGroupRule rule) {
        return rule.peer() instanceof RulePeer.Ipv4Range peer ? Stream.of(peer.cidrIp()) : Stream.empty();
    }

    private Outcome<NetworkState> delete(Call<NetworkState> call) {
        SecurityGroup group = named(call);
        if (group.hasDefaultName()) {
            throw Refusals.of(
                    "CannotDelete",
                    "the specified group: \"" + group.groupId() + "\" name: \"default\" cannot be deleted by a user");
        }
        boolean referenced = call.state().securityGroups(call.scope()).stream()
                .filter(other -> !other.groupId().equals(group.groupId()))
                .flatMap(other -> other.rules().values().stream())
                .flatMap(SecurityGroups::groupId)
                .anyMatch(group.groupId()::equals);
        boolean worn = interfaces.in(call.scope()).stream()
                .anyMatch(each -> each.securityGroupIds().contains(group.groupId()));
        if (referenced || worn) {
            throw Refusals.of("DependencyViolation", "resource " + group.groupId() + " has a dependent object");
        }
        ObjectNode output = Answer.empty().put("return", true).put("groupId", group.groupId());
        return new Outcome<>(call.state().without(group), output);
    }
}
