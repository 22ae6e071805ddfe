package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.RulePeer;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * AuthorizeSecurityGroupIngress and -Egress, RevokeSecurityGroupIngress and -Egress, DescribeSecurityGroupRules and
 * ModifySecurityGroupRules.
 *
 * <p>Threads: stateless.
 */
final class SecurityGroupRules {

    private static final StructureShape AUTHORIZE =
            IpPermissions.INPUT.optional("TagSpecification", Ec2Shapes.TAG_SPECIFICATIONS);

    private static final StructureShape REVOKE = IpPermissions.INPUT.optional("SecurityGroupRuleId", Ec2Shapes.STRINGS);

    private static final StructureShape MODIFY = Ec2Shapes.any()
            .required("GroupId", string())
            .required(
                    "SecurityGroupRule",
                    list(structure()
                            .required("SecurityGroupRuleId", string())
                            .required(
                                    "SecurityGroupRule",
                                    structure()
                                            .optional("IpProtocol", string())
                                            .optional("FromPort", integer())
                                            .optional("ToPort", integer())
                                            .optional("CidrIpv4", string())
                                            .optional("CidrIpv6", string())
                                            .optional("ReferencedGroupId", string())
                                            .optional("Description", string(0, 255)))));

    private SecurityGroupRules() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("AuthorizeSecurityGroupIngress", AUTHORIZE, call -> authorize(call, false)),
                new Operation<>("AuthorizeSecurityGroupEgress", AUTHORIZE, call -> authorize(call, true)),
                new Operation<>("RevokeSecurityGroupIngress", REVOKE, call -> revoke(call, false)),
                new Operation<>("RevokeSecurityGroupEgress", REVOKE, call -> revoke(call, true)),
                new Operation<>(
                        "DescribeSecurityGroupRules",
                        Ec2Shapes.describe("SecurityGroupRuleId"),
                        SecurityGroupRules::describe),
                new Operation<>("ModifySecurityGroupRules", MODIFY, SecurityGroupRules::modify));
    }

    private static Outcome<NetworkState> authorize(Call<NetworkState> call, boolean egress) {
        SecurityGroup group = SecurityGroups.named(call);
        NetworkState state = call.state();
        List<SecurityGroupRule> added = new ArrayList<>();
        for (SecurityGroupRule wanted : new IpPermissions(call, group, egress).read()) {
            if (added.stream().anyMatch(wanted::means)) {
                throw Refusals.invalid("The same permission must not appear multiple times");
            }
            if (group.rules().values().stream().anyMatch(wanted::means)) {
                throw duplicate(wanted);
            }
            SecurityGroupRule rule = wanted.withId(ResourceKind.SECURITY_GROUP_RULE.newId(call.ids()));
            added.add(rule);
            state = state.withTags(
                    rule.securityGroupRuleId(), Tags.given(call.input(), ResourceKind.SECURITY_GROUP_RULE));
        }
        SecurityGroup after = group;
        for (SecurityGroupRule rule : added) {
            after = after.with(rule);
        }
        state = state.with(after);
        ObjectNode output = Answer.empty().put("return", true);
        ArrayNode rules = output.putArray("securityGroupRuleSet");
        for (SecurityGroupRule rule : added) {
            rules.add(SecurityGroupView.rule(after, rule, state));
        }
        return new Outcome<>(state, output);
    }

    private static AwsError duplicate(SecurityGroupRule rule) {
        String ports = rule.ipProtocol().equals(SecurityGroupRule.ALL)
                ? "ALL"
                : rule.ipProtocol().toUpperCase(Locale.ROOT) + ", from port: " + rule.fromPort() + ", to port: "
                        + rule.toPort();
        return Refusals.of(
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: " + rule.peer().text() + ", " + ports + ", ALLOW\" already exists");
    }

    /** By the ids of rules, or by what they say; descriptions do not count. */
    private static Outcome<NetworkState> revoke(Call<NetworkState> call, boolean egress) {
        SecurityGroup group = SecurityGroups.named(call);
        List<String> ids = call.input().strings("SecurityGroupRuleId");
        if (ids.isEmpty()) {
            ids = new IpPermissions(call, group, egress)
                    .read().stream().map(rule -> matching(group, rule)).toList();
        }
        List<String> missing = ids.stream()
                .filter(id -> Optional.ofNullable(group.rules().get(id))
                        .filter(rule -> rule.egress() == egress)
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw Refusals.ruleNotFound(missing);
        }
        NetworkState after = call.state().with(group.without(ids)).withoutTags(ids);
        return Answer.done(after);
    }

    private static String matching(SecurityGroup group, SecurityGroupRule rule) {
        return group.rules().values().stream()
                .filter(rule::means)
                .map(SecurityGroupRule::securityGroupRuleId)
                .findFirst()
                .orElseThrow(() -> Refusals.of(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
    }

    /** A rule and the group it belongs to. */
    private record Entry(SecurityGroup group, SecurityGroupRule rule) {

        String id() {
            return rule.securityGroupRuleId();
        }
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        NetworkState state = call.state();
        List<Entry> all = state.securityGroups(call.scope()).stream()
                .flatMap(group -> group.rules().values().stream().map(rule -> new Entry(group, rule)))
                .toList();
        FilterFields<Entry> filters = new FilterFields<Entry>(entry -> state.tagsOf(entry.id()))
                .with("group-id", entry -> entry.group().groupId())
                .with("security-group-rule-id", Entry::id);
        return new Listing<>(
                        "SecurityGroupRuleId",
                        "securityGroupRuleSet",
                        Entry::id,
                        filters,
                        entry -> SecurityGroupView.rule(entry.group(), entry.rule(), state),
                        Refusals::ruleNotFound)
                .of(call, all);
    }

    /** Each rule is replaced as a whole, under its id. */
    private static Outcome<NetworkState> modify(Call<NetworkState> call) {
        SecurityGroup group = SecurityGroups.named(call);
        for (Input update : call.input().structures("SecurityGroupRule")) {
            String id = update.string("SecurityGroupRuleId");
            SecurityGroupRule before =
                    Optional.ofNullable(group.rules().get(id)).orElseThrow(() -> Refusals.ruleNotFound(List.of(id)));
            Input wanted = update.structure("SecurityGroupRule").orElseThrow();
            PortRange ports = PortRange.read(
                    wanted.optionalString("IpProtocol").orElse(before.ipProtocol()),
                    wanted.optionalInteger("FromPort"),
                    wanted.optionalInteger("ToPort"));
            SecurityGroupRule after = new SecurityGroupRule(
                    id,
                    before.egress(),
                    ports.ipProtocol(),
                    ports.from(),
                    ports.to(),
                    peer(call, group, wanted),
                    wanted.optionalString("Description").orElse(""));
            if (group.without(List.of(id)).rules().values().stream().anyMatch(after::means)) {
                throw duplicate(after);
            }
            group = group.with(after);
        }
        return Answer.done(call.state().with(group));
    }

    private static RulePeer peer(Call<NetworkState> call, SecurityGroup group, Input wanted) {
        IpPermissions permissions = new IpPermissions(call, group, false);
        return wanted.optionalString("CidrIpv4")
                .<RulePeer>map(cidr -> new RulePeer.Ipv4Range(IpRanges.ipv4(cidr)))
                .or(() -> wanted.optionalString("CidrIpv6").map(cidr -> new RulePeer.Ipv6Range(IpRanges.ipv6(cidr))))
                .or(() -> wanted.optionalString("ReferencedGroupId")
                        .map(id -> permissions.referenced(Optional.of(id), Optional.empty())))
                .orElseThrow(() -> Refusals.missing("cidrIpv4, cidrIpv6 or referencedGroupId"));
    }
}
