package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * RegisterTargets and DeregisterTargets. Each of them forgets the targets of its group that have drained by then.
 *
 * <p>Threads: immutable.
 */
final class TargetRegistrations {

    /** A member {@code Targets}. */
    static final ListShape TARGETS = list(structure()
            .required("Id", string())
            .optional("Port", integer(1, 65535))
            .optional("AvailabilityZone", string())
            .optional("QuicServerId", string(1, 256)));

    private static final StructureShape INPUT =
            input("").required("TargetGroupArn", string()).required("Targets", TARGETS);

    private final ElbV2Settings.Limits limits;

    TargetRegistrations(ElbV2Settings.Limits limits) {
        this.limits = limits;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("RegisterTargets", INPUT, this::register),
                new Operation<>("DeregisterTargets", INPUT, TargetRegistrations::deregister));
    }

    private Outcome<AlbState> register(Call<AlbState> call) {
        TargetGroup group = group(call);
        PSortedMap<String, TargetDescription> targets = Draining.present(group, call.now());
        for (Input input : call.input().structures("Targets")) {
            if (input.has("QuicServerId")) {
                throw AwsError.notEmulated("QUIC targets (QuicServerId)");
            }
            TargetDescription target = read(group, input);
            refuseZone(group, target);
            if (group.targetType().equals("alb")) {
                AlbTargets.check(Existing.of(call), group, target);
            } else if (group.lambda()) {
                LambdaGroups.check(target);
            } else {
                TargetIds.check(group, target.id());
            }
            // A draining target starts anew. AWS's guide has addresses wait until they have drained; no error is
            // declared
            // for it, and controllers of clusters register them at once.
            targets = targets.plus(target.key(), target);
        }
        long registered = targets.values().stream()
                .filter(target -> target.deregisteredAt().isEmpty())
                .count();
        AlbTargets.checkCount(group, registered);
        LambdaGroups.checkCount(group, registered);
        if (registered > limits.of(Quota.TARGETS)) {
            throw Refusals.of(
                    "TooManyTargets",
                    "The maximum number of targets for target group '" + group.targetGroupArn() + "' has been reached: "
                            + limits.of(Quota.TARGETS));
        }
        new TargetQuotas(limits).checkGroup(call.state().with(group.withTargets(targets)), group.targetGroupArn());
        return outcome(call, group, targets);
    }

    /** Deregistering what is not registered succeeds (API_DeregisterTargets). */
    private static Outcome<AlbState> deregister(Call<AlbState> call) {
        TargetGroup group = group(call);
        PSortedMap<String, TargetDescription> targets = Draining.present(group, call.now());
        for (Input input : call.input().structures("Targets")) {
            String key = read(group, input).key();
            TargetDescription target = targets.get(key);
            if (target != null && target.deregisteredAt().isEmpty()) {
                targets = targets.plus(
                        key,
                        new TargetDescription(
                                target.id(), target.port(), target.availabilityZone(), Optional.of(call.now())));
            }
        }
        // A delay of zero means that nothing is left to drain.
        return outcome(call, group, Draining.present(group.withTargets(targets), call.now()));
    }

    private static TargetGroup group(Call<AlbState> call) {
        TargetGroup group = Existing.of(call).targetGroup(call.input().string("TargetGroupArn"));
        if (call.input().structures("Targets").isEmpty()) {
            throw Refusals.validation("At least one target must be specified");
        }
        return group;
    }

    /** Instances and load balancers stand where they stand (AWS: API_TargetDescription); AWS's text is not known. */
    private static void refuseZone(TargetGroup group, TargetDescription target) {
        boolean known =
                group.targetType().equals("instance") || group.targetType().equals("alb");
        if (known && target.availabilityZone().isPresent()) {
            throw Refusals.validation("Availability Zone cannot be specified for target groups with target type '"
                    + group.targetType() + "'");
        }
    }

    /** A target without a port of its own listens on the group's; a function has none. */
    private static TargetDescription read(TargetGroup group, Input input) {
        return new TargetDescription(
                input.string("Id"),
                group.lambda() ? 0 : input.optionalInteger("Port").orElse(group.port()),
                input.optionalString("AvailabilityZone"),
                Optional.empty());
    }

    private static Outcome<AlbState> outcome(
            Call<AlbState> call, TargetGroup group, PSortedMap<String, TargetDescription> targets) {
        AlbState state = call.state();
        return new Outcome<>(
                targets.equals(group.targets()) ? state : state.with(group.withTargets(targets)), Answer.empty());
    }
}
