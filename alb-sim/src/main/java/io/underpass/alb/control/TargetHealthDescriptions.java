package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.TargetStates;
import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DescribeTargetHealth: states and texts of spec 3.2.
 *
 * <p>Threads: immutable.
 */
final class TargetHealthDescriptions {

    private static final StructureShape INPUT = input("")
            .required("TargetGroupArn", string())
            .optional("Targets", TargetRegistrations.TARGETS)
            .optional("Include", list(enumeration("AnomalyDetection", "All")));

    private static final TargetHealth NOT_REGISTERED =
            new TargetHealth("unused", "Target.NotRegistered", "Target is not registered to the target group");
    private static final TargetHealth NOT_IN_USE = new TargetHealth(
            "unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
    private static final TargetHealth DRAINING =
            new TargetHealth("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    private final TargetStates health;

    TargetHealthDescriptions(TargetStates health) {
        this.health = health;
    }

    List<Operation<AlbState>> operations() {
        return List.of(new Operation<>("DescribeTargetHealth", INPUT, this::describe));
    }

    private Outcome<AlbState> describe(Call<AlbState> call) {
        Input input = call.input();
        TargetGroup group = Existing.of(call).targetGroup(input.string("TargetGroupArn"));
        // Functions and the groups of network load balancers are not compared.
        boolean anomalies = !input.strings("Include").isEmpty() && !group.network() && !group.lambda();
        boolean used = TargetGroupUse.isUsed(call.state(), group.targetGroupArn());
        Map<String, TargetDescription> present = Draining.present(group, call.now());
        List<ObjectNode> descriptions = new ArrayList<>();
        if (!input.structures("Targets").isEmpty()) {
            for (Input asked : input.structures("Targets")) {
                Collection<TargetDescription> found = matching(present, asked, group.port());
                found.forEach(target -> descriptions.add(registered(group, target, used, anomalies)));
                if (found.isEmpty()) {
                    descriptions.add(unknown(group, asked));
                }
            }
        } else {
            present.values().forEach(target -> descriptions.add(registered(group, target, used, anomalies)));
        }
        return new Outcome<>(call.state(), Answer.list("TargetHealthDescriptions", descriptions));
    }

    /** A target asked for without a port: the one at the group's port, else all of that id. */
    private static Collection<TargetDescription> matching(
            Map<String, TargetDescription> present, Input asked, int groupPort) {
        String id = asked.string("Id");
        Optional<Integer> port = asked.optionalInteger("Port");
        TargetDescription exact = present.get(id + ':' + port.orElse(groupPort));
        if (exact != null) {
            return List.of(exact);
        }
        return port.isPresent()
                ? List.of()
                : present.values().stream()
                        .filter(target -> target.id().equals(id))
                        .toList();
    }

    private ObjectNode registered(TargetGroup group, TargetDescription target, boolean used, boolean anomalies) {
        if (target.deregisteredAt().isPresent()) {
            return render(group, target, DRAINING);
        }
        ObjectNode description = render(group, target, used ? health.health(group, target) : NOT_IN_USE);
        if (anomalies) {
            AnomalyDetection found = used ? health.anomaly(group, target) : AnomalyDetection.NORMAL;
            description
                    .putObject("AnomalyDetection")
                    .put("Result", found.anomalous() ? "anomalous" : "normal")
                    .put("MitigationInEffect", found.mitigated() ? "yes" : "no");
        }
        return description;
    }

    private static ObjectNode unknown(TargetGroup group, Input asked) {
        TargetDescription target = new TargetDescription(
                asked.string("Id"),
                asked.optionalInteger("Port").orElse(group.port()),
                asked.optionalString("AvailabilityZone"),
                Optional.empty());
        return render(group, target, NOT_REGISTERED);
    }

    /** AWS's old sample leaves HealthCheckPort out of unused targets; newer captures show it for all registered ones. */
    private static ObjectNode render(TargetGroup group, TargetDescription target, TargetHealth health) {
        ObjectNode description = Answer.empty();
        ObjectNode shown = description.putObject("Target").put("Id", target.id());
        if (!group.lambda()) {
            shown.put("Port", target.port());
        }
        target.availabilityZone().ifPresent(zone -> shown.put("AvailabilityZone", zone));
        if (!health.equals(NOT_REGISTERED) && !group.lambda()) {
            String port = group.healthCheck().port();
            description.put("HealthCheckPort", port.equals("traffic-port") ? Integer.toString(target.port()) : port);
        }
        ObjectNode state = description.putObject("TargetHealth").put("State", health.state());
        if (!health.reason().isEmpty()) {
            state.put("Reason", health.reason());
        }
        if (!health.description().isEmpty()) {
            state.put("Description", health.description());
        }
        return description;
    }
}
