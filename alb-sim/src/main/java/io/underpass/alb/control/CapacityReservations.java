package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.CapacityReservation;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * DescribeCapacityReservation and ModifyCapacityReservation: what was asked for is there at once, and shared out evenly
 * between the zones. How many units are allowed, and how often a day they may be lowered, is a guess from AWS's page
 * "Capacity reservations".
 *
 * <p>Threads: stateless.
 */
final class CapacityReservations {

    private static final int LEAST_UNITS = 100;
    private static final int MOST_UNITS = 15_000;
    private static final int DECREASES_A_DAY = 2;

    private static final StructureShape ONE = input("").required("LoadBalancerArn", string());

    private CapacityReservations() {}

    static List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("DescribeCapacityReservation", ONE, CapacityReservations::describe),
                new Operation<>(
                        "ModifyCapacityReservation",
                        ONE.optional("MinimumLoadBalancerCapacity", structure().optional("CapacityUnits", integer()))
                                .optional("ResetCapacityReservation", bool()),
                        CapacityReservations::modify));
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        return outcome(
                call.state(), Existing.of(call).loadBalancer(call.input().string("LoadBalancerArn")), call.now());
    }

    private static Outcome<AlbState> modify(Call<AlbState> call) {
        Input input = call.input();
        LoadBalancer before = Existing.of(call).loadBalancer(input.string("LoadBalancerArn"));
        Optional<Integer> asked =
                input.structure("MinimumLoadBalancerCapacity").flatMap(given -> given.optionalInteger("CapacityUnits"));
        boolean reset = input.optionalBoolean("ResetCapacityReservation").orElse(false);
        if (asked.isPresent() == reset) {
            throw Refusals.validation(
                    "Either a minimum load balancer capacity or a reset of the capacity reservation must be specified");
        }
        Optional<CapacityReservation> after = asked.map(units -> reserve(before, units, call.now()));
        LoadBalancer changed = before.withCapacity(after);
        return outcome(call.state().with(changed), changed, call.now());
    }

    private static CapacityReservation reserve(LoadBalancer loadBalancer, int units, Instant now) {
        if (units < LEAST_UNITS) {
            throw Refusals.invalidConfiguration("The minimum load balancer capacity '" + units + "' must be at least '"
                    + LEAST_UNITS + "' capacity units");
        }
        if (units > MOST_UNITS) {
            throw Refusals.of(
                    "CapacityUnitsLimitExceeded",
                    "The maximum number of capacity units of a load balancer has been exceeded: " + MOST_UNITS);
        }
        int today = decreases(loadBalancer, now);
        boolean lower = loadBalancer
                .capacity()
                .filter(known -> known.capacityUnits() > units)
                .isPresent();
        if (lower && today == DECREASES_A_DAY) {
            throw new AwsError(
                    400,
                    "CapacityDecreaseRequestLimitExceeded",
                    "The maximum number of daily capacity decreases has been reached: " + DECREASES_A_DAY);
        }
        return new CapacityReservation(units, now, lower ? today + 1 : today);
    }

    private static int decreases(LoadBalancer loadBalancer, Instant now) {
        return loadBalancer
                .capacity()
                .filter(known -> day(known.lastModified()).equals(day(now)))
                .map(CapacityReservation::decreases)
                .orElse(0);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Outcome<AlbState> outcome(AlbState state, LoadBalancer loadBalancer, Instant now) {
        ObjectNode answer = Answer.empty();
        loadBalancer
                .capacity()
                .ifPresent(known -> answer.put("LastModifiedTime", LoadBalancerView.TIME.format(known.lastModified())));
        answer.put("DecreaseRequestsRemaining", DECREASES_A_DAY - decreases(loadBalancer, now));
        loadBalancer.capacity().ifPresent(known -> {
            answer.putObject("MinimumLoadBalancerCapacity").put("CapacityUnits", known.capacityUnits());
            ArrayNode zones = answer.putArray("CapacityReservationState");
            int number = loadBalancer.availabilityZones().size();
            loadBalancer.availabilityZones().forEach(zone -> {
                ObjectNode shown = zones.addObject();
                shown.putObject("State").put("Code", "provisioned");
                shown.put("AvailabilityZone", zone.zoneName())
                        .put("EffectiveCapacityUnits", (double) known.capacityUnits() / number);
            });
        });
        return new Outcome<>(state, answer);
    }
}
