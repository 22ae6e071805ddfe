package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pcollections.TreePMap;

/**
 * CreateTargetGroup, DescribeTargetGroups, ModifyTargetGroup and DeleteTargetGroup.
 *
 * <p>Threads: immutable.
 */
final class TargetGroups {

    private static final int ID_LENGTH = 16;

    private static final StructureShape CREATE = HealthChecks.in(input("")
            .required("Name", string())
            .optional("Protocol", Protocols.ANY)
            .optional("ProtocolVersion", string())
            .optional("Port", integer(1, 65535))
            .optional("VpcId", string())
            .optional("TargetType", enumeration("instance", "ip", "lambda", "alb"))
            .optional("Tags", TagList.SHAPE)
            .optional("IpAddressType", enumeration("ipv4", "ipv6"))
            .optional("TargetControlPort", integer(1, 65535)));

    private static final StructureShape MODIFY = HealthChecks.in(input("").required("TargetGroupArn", string()));

    private static final StructureShape DESCRIBE = input("")
            .optional("LoadBalancerArn", string())
            .optional("TargetGroupArns", list(string()))
            .optional("Names", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private final ElbV2Settings.Limits limits;
    private final TargetGroupVpcs vpcs;

    TargetGroups(ElbV2Settings.Limits limits, TargetGroupVpcs vpcs) {
        this.limits = limits;
        this.vpcs = vpcs;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateTargetGroup", CREATE, this::create),
                new Operation<>("DescribeTargetGroups", DESCRIBE, TargetGroups::describe),
                new Operation<>("ModifyTargetGroup", MODIFY, TargetGroups::modify),
                new Operation<>(
                        "DeleteTargetGroup", input("").required("TargetGroupArn", string()), TargetGroups::delete));
    }

    private Outcome<AlbState> create(Call<AlbState> call) {
        TargetGroup wanted = wanted(call);
        if (!wanted.lambda()) {
            vpcs.checkNew(call.scope(), wanted.vpcId());
        }
        Existing existing = Existing.of(call);
        Optional<TargetGroup> found = existing.targetGroupNamed(wanted.targetGroupName());
        if (found.isPresent()) {
            if (!sameSettings(found.get(), wanted)) {
                throw Refusals.of(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '" + wanted.targetGroupName()
                                + "' exists, but with different settings");
            }
            return outcome(call.state(), found.get());
        }
        if (existing.targetGroups().size() >= limits.of(Quota.TARGET_GROUPS)) {
            throw Refusals.of(
                    "TooManyTargetGroups",
                    "The maximum number of target groups has been reached: " + limits.of(Quota.TARGET_GROUPS));
        }
        return outcome(call.state().with(wanted), wanted, Optional.empty());
    }

    private static TargetGroup wanted(Call<AlbState> call) {
        Input input = call.input();
        String name = Names.targetGroup(input.string("Name"));
        String targetType = input.optionalString("TargetType").orElse("instance");
        if (targetType.equals("lambda")) {
            return lambda(call, name);
        }
        String protocol = input.optionalString("Protocol").orElseThrow(() -> missing("protocol"));
        int port = input.optionalInteger("Port").orElseThrow(() -> missing("port"));
        String vpcId = input.optionalString("VpcId").orElseThrow(() -> missing("VPC ID"));
        Protocols.checkTargetGroup(protocol);
        String version = version(input, protocol);
        AlbTargets.checkGroup(targetType, protocol);
        if (input.has("TargetControlPort")) {
            throw AwsError.notEmulated("the target optimizer (TargetControlPort)");
        }
        return new TargetGroup(
                call.scope(),
                ResourceType.TARGET_GROUP.arn(
                        call.scope(), name + '/' + call.ids().hex(ID_LENGTH)),
                name,
                protocol,
                version,
                port,
                vpcId,
                targetType,
                input.optionalString("IpAddressType").orElse("ipv4"),
                HealthChecks.read(input, targetType, version, Protocols.isNetwork(protocol)),
                TreePMap.empty(),
                Map.of(),
                TagList.read(input));
    }

    private static TargetGroup lambda(Call<AlbState> call, String name) {
        LambdaGroups.check(call.input());
        return new TargetGroup(
                call.scope(),
                ResourceType.TARGET_GROUP.arn(
                        call.scope(), name + '/' + call.ids().hex(ID_LENGTH)),
                name,
                "",
                "",
                0,
                "",
                "lambda",
                call.input().optionalString("IpAddressType").orElse("ipv4"),
                HealthChecks.read(call.input(), "lambda", "", false),
                TreePMap.empty(),
                Map.of(),
                TagList.read(call.input()));
    }

    private static String version(Input input, String protocol) {
        if (!Protocols.isNetwork(protocol)) {
            String version = input.optionalString("ProtocolVersion").orElse("HTTP1");
            Protocols.checkTargetGroupVersion(version);
            return version;
        }
        if (input.has("ProtocolVersion")) {
            throw Refusals.validation(
                    "Protocol version cannot be specified for target groups with the " + protocol + " protocol");
        }
        return "";
    }

    private static AwsError missing(String what) {
        return Refusals.validation("A " + what + " must be specified");
    }

    private static boolean sameSettings(TargetGroup one, TargetGroup other) {
        return one.protocol().equals(other.protocol())
                && one.protocolVersion().equals(other.protocolVersion())
                && one.port() == other.port()
                && one.vpcId().equals(other.vpcId())
                && one.targetType().equals(other.targetType())
                && one.ipAddressType().equals(other.ipAddressType())
                && one.healthCheck().equals(other.healthCheck())
                && one.tags().equals(other.tags());
    }

    private static Outcome<AlbState> modify(Call<AlbState> call) {
        TargetGroup before = Existing.of(call).targetGroup(call.input().string("TargetGroupArn"));
        if (before.lambda()) {
            LambdaGroups.check(call.input());
        }
        TargetGroup group = before.withHealthCheck(HealthChecks.modify(call.input(), before));
        return group.equals(before)
                ? outcome(call.state(), before)
                : outcome(call.state().with(group), group);
    }

    private static Outcome<AlbState> outcome(AlbState state, TargetGroup group) {
        return outcome(state, group, TargetGroupUse.loadBalancer(state, group.targetGroupArn()));
    }

    private static Outcome<AlbState> outcome(AlbState state, TargetGroup group, Optional<String> loadBalancerArn) {
        return new Outcome<>(
                state, Answer.list("TargetGroups", List.of(TargetGroupView.render(group, loadBalancerArn))));
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        Map<String, String> users = TargetGroupUse.loadBalancers(call.state());
        Map<String, TargetGroup> chosen = chosen(call.input(), Existing.of(call), users);
        return new Outcome<>(
                call.state(),
                Answer.page(
                        "TargetGroups",
                        call.input(),
                        chosen,
                        group ->
                                TargetGroupView.render(group, Optional.ofNullable(users.get(group.targetGroupArn())))));
    }

    private static Map<String, TargetGroup> chosen(Input input, Existing existing, Map<String, String> users) {
        Optional<String> loadBalancerArn = input.optionalString("LoadBalancerArn");
        List<String> arns = input.strings("TargetGroupArns");
        List<String> names = input.strings("Names");
        Answer.checkCount(arns, "target groups");
        Answer.checkCount(names, "target groups");
        long ways = Stream.of(loadBalancerArn.isPresent(), !arns.isEmpty(), !names.isEmpty())
                .filter(given -> given)
                .count();
        if (ways > 1) {
            throw Refusals.validation("Target group names, target group ARNs, and a load balancer ARN cannot be"
                    + " specified at the same time");
        }
        if (ways == 0) {
            return existing.targetGroups();
        }
        Map<String, TargetGroup> found = new TreeMap<>();
        arns.forEach(arn -> found.put(arn, existing.targetGroup(arn)));
        for (String name : names) {
            TargetGroup group = existing.targetGroupNamed(name).orElseThrow(Refusals::targetGroupNotFound);
            found.put(group.targetGroupArn(), group);
        }
        loadBalancerArn
                .map(existing::loadBalancer)
                .ifPresent(user -> existing.targetGroups().forEach((arn, group) -> {
                    if (user.loadBalancerArn().equals(users.get(arn))) {
                        found.put(arn, group);
                    }
                }));
        return found;
    }

    /** Of what does not exist the API declares no error, so deleting it succeeds: a guess. */
    private static Outcome<AlbState> delete(Call<AlbState> call) {
        String arn = call.input().string("TargetGroupArn");
        Optional<TargetGroup> group = Existing.of(call).findTargetGroup(arn);
        if (group.isPresent() && TargetGroupUse.isUsed(call.state(), arn)) {
            throw Refusals.of(
                    "ResourceInUse", "The target group '" + arn + "' is currently in use by a listener or a rule");
        }
        return new Outcome<>(group.map(call.state()::without).orElse(call.state()), Answer.empty());
    }
}
