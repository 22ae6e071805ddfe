package io.underpass.emulator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.TreePMap;

class CapacityUnitsTest {

    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/0123456789abcdef";
    private static final Offset<Double> NEARLY = Offset.offset(1e-9);

    private Instant now = Instant.EPOCH;
    private final CapacityUnits units = new CapacityUnits(() -> now);
    private final CompiledLoadBalancer loadBalancer = loadBalancer();

    private static CompiledLoadBalancer loadBalancer() {
        ControlState<AlbState, AlbSnapshot> state = new ControlState<>(AlbState.EMPTY, new AlbCompiler());
        state.change(empty -> empty.with(new LoadBalancer(
                new Scope("000000000000", "us-east-1"),
                ARN,
                "orders",
                "orders-1.us-east-1.elb.amazonaws.com",
                "Z35SXDOTRQ7X7K",
                Instant.EPOCH,
                Instant.EPOCH,
                "internet-facing",
                "vpc-1",
                "application",
                List.of(),
                List.of(),
                "ipv4",
                Map.of(),
                TreePMap.empty())));
        return state.snapshot().loadBalancer(ARN).orElseThrow();
    }

    private double used(Map<String, Long> counts) {
        return units.ofApplications(loadBalancer, BalancerCounts.named(counts));
    }

    @ParameterizedTest(name = "{1} of {0} in a minute are {2} units")
    @CsvSource({
        "NEW_CONNECTION_COUNT, 3000, 2", // 25 a second
        "ACTIVE_CONNECTION_COUNT, 1500, 0.5", // of 3000
        "PROCESSED_BYTES, 50000000, 3", // a gigabyte an hour
        "RULE_EVALUATIONS, 1000000, 0" // the first ten of a request are free
    })
    void eachDimensionHasItsMeasure(String metric, long count, double expected) {
        assertThat(used(Map.of(metric, count))).isEqualTo(expected, NEARLY);
    }

    @Test
    void theLargestDimensionCountsAndFunctionsHaveLessOfAGigabyte() {
        long bytes = 50_000_000;
        assertThat(used(Map.of("PROCESSED_BYTES", bytes, "NEW_CONNECTION_COUNT", 1500L)))
                .isEqualTo(3, NEARLY);
        units.forget();
        assertThat(used(Map.of("PROCESSED_BYTES", 2 * bytes, "LAMBDA_TARGET_PROCESSED_BYTES", bytes)))
                .isEqualTo(3 + 7.5, NEARLY);
    }

    @Test
    void whatCountsIsTheLastMinuteOrTwo() {
        assertThat(used(Map.of("NEW_CONNECTION_COUNT", 1500L))).isEqualTo(1, NEARLY);
        now = now.plus(Duration.ofSeconds(60));
        assertThat(used(Map.of("NEW_CONNECTION_COUNT", 1500L))).isZero();
        now = now.plus(Duration.ofSeconds(30));
        assertThat(used(Map.of("NEW_CONNECTION_COUNT", 1500L + 4500L))).isEqualTo(2, NEARLY);
        now = now.plus(Duration.ofSeconds(30));
        assertThat(used(Map.of("NEW_CONNECTION_COUNT", 6000L))).isEqualTo(3, NEARLY);
    }

    @Test
    void networkLoadBalancersHaveMeasuresOfTheirOwn() {
        double[] used = units.ofNetwork(
                loadBalancer, BalancerCounts.named(Map.of("NLB_NEW_FLOW_TCP", 48_000L, "NLB_ACTIVE_FLOW_TLS", 6000L)));
        assertThat(used).containsExactly(new double[] {1, 2}, NEARLY);
    }
}
