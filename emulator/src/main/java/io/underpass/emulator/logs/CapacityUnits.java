package io.underpass.emulator.logs;

import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.data.LoadBalancerMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many load balancer capacity units (LCUs) load balancers use: of each of AWS's dimensions what one unit provides is
 * compared with the average of the last one or two minutes, and the largest counts (AWS: "Elastic Load Balancing
 * pricing"). Connections with targets are in none of them, since they are shared (a guess: AWS does not say).
 *
 * <p>Threads: confined to one thread at a time.
 */
public final class CapacityUnits {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final double BYTES = 1e9 / 3600; // A gigabyte an hour.
    private static final double LAMBDA_BYTES = 0.4 * BYTES;
    private static final double NEW_CONNECTIONS = 25;
    private static final double ACTIVE_CONNECTIONS = 3000;
    private static final double RULES = 1000;
    private static final double NEW_TCP_FLOWS = 800;
    private static final double ACTIVE_TCP_FLOWS = 100_000;
    private static final double NEW_TLS_FLOWS = 50;
    private static final double ACTIVE_TLS_FLOWS = 3000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();
    private Instant begun;

    private record Sample(Instant at, BalancerCounts counts) {}

    private record Window(Sample before, Sample latest) {}

    /** What was counted a second. */
    private record Rates(BalancerCounts counts, double seconds) {

        double of(LoadBalancerMetric metric) {
            return Math.max(0, counts.of(metric)) / (metric.isGauge() ? 1 : seconds);
        }
    }

    /** Of load balancers that have counted from now on. */
    public CapacityUnits(InstantSource clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Load balancers count anew. */
    public void forget() {
        windows.clear();
        begun = clock.instant();
    }

    /** Forgets load balancers that are gone. */
    void keepOnly(Predicate<String> isThere) {
        windows.keySet().removeIf(isThere.negate());
    }

    /** The units of a load balancer of applications, of which {@code counts} have come together. */
    double ofApplications(CompiledLoadBalancer loadBalancer, BalancerCounts counts) {
        Rates rates = rates(loadBalancer.arn(), counts);
        double lambda = rates.of(LoadBalancerMetric.LAMBDA_TARGET_PROCESSED_BYTES);
        double other = Math.max(0, rates.of(LoadBalancerMetric.PROCESSED_BYTES) - lambda);
        return max(
                rates.of(LoadBalancerMetric.NEW_CONNECTION_COUNT) / NEW_CONNECTIONS,
                rates.of(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT) / ACTIVE_CONNECTIONS,
                other / BYTES + lambda / LAMBDA_BYTES,
                Math.max(0, rates.counts().chargedRules()) / rates.seconds() / RULES);
    }

    /** The units of a network load balancer's listeners of TCP, and of TLS. */
    double[] ofNetwork(CompiledLoadBalancer loadBalancer, BalancerCounts counts) {
        Rates rates = rates(loadBalancer.arn(), counts);
        double tcp = max(
                rates.of(LoadBalancerMetric.NLB_NEW_FLOW_TCP) / NEW_TCP_FLOWS,
                rates.of(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP) / ACTIVE_TCP_FLOWS,
                rates.of(LoadBalancerMetric.NLB_PROCESSED_BYTES_TCP) / BYTES);
        double tls = max(
                rates.of(LoadBalancerMetric.NLB_NEW_FLOW_TLS) / NEW_TLS_FLOWS,
                rates.of(LoadBalancerMetric.NLB_ACTIVE_FLOW_TLS) / ACTIVE_TLS_FLOWS,
                rates.of(LoadBalancerMetric.NLB_PROCESSED_BYTES_TLS) / BYTES);
        return new double[] {tcp, tls};
    }

    private static double max(double... dimensions) {
        double max = 0;
        for (double dimension : dimensions) {
            max = Math.max(max, dimension);
        }
        return max;
    }

    /** Since the latest reading that is a minute old; where nobody has read before, since the beginning. */
    private Rates rates(String arn, BalancerCounts counts) {
        Sample now = new Sample(clock.instant(), counts);
        Window known = windows.get(arn);
        Window window = known == null
                ? new Window(new Sample(begun, BalancerCounts.NONE), now)
                : isOld(known.latest(), now) ? new Window(known.latest(), now) : known;
        windows.put(arn, window);
        Duration since = Duration.between(window.before().at(), now.at());
        double seconds = Math.max(PERIOD.toMillis(), since.toMillis()) / 1e3;
        return new Rates(counts.since(window.before().counts()), seconds);
    }

    private static boolean isOld(Sample sample, Sample now) {
        return !now.at().isBefore(sample.at().plus(PERIOD));
    }
}
