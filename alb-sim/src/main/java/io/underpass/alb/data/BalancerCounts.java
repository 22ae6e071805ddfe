package io.underpass.alb.data;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What was counted of a load balancer, or of a target group.
 *
 * <p>Threads: immutable.
 */
public final class BalancerCounts {

    /** Nothing yet. */
    public static final BalancerCounts NONE = new BalancerCounts(new long[Slots.SIZE]);

    private final long[] values;

    /** Keeps {@code values}, one for each slot. */
    BalancerCounts(long[] values) {
        this.values = values;
    }

    /** How often, or how many there are. */
    public long of(LoadBalancerMetric metric) {
        return values[metric.ordinal()];
    }

    /** How many answers of targets took at most the bound of this index; with the index after the last, all. */
    public long atMost(int bound) {
        return Arrays.stream(values, Slots.RESPONSE_TIME, Slots.RESPONSE_TIME + bound + 1)
                .sum();
    }

    /** How long targets took together, to the heads of their answers. */
    public long nanos() {
        return values[Slots.RESPONSE_NANOS];
    }

    /** How often identity providers were asked who somebody is. */
    public long authentications() {
        return values[Slots.AUTHENTICATIONS];
    }

    /** How long they took for that together. */
    public long authenticationNanos() {
        return values[Slots.AUTHENTICATION_NANOS];
    }

    /** Rules tried beyond the ten of each request that AWS takes nothing for. */
    public long chargedRules() {
        return values[Slots.CHARGED_RULES];
    }

    /** These and {@code others} together. */
    public BalancerCounts plus(BalancerCounts others) {
        long[] sums = values.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others.values[i];
        }
        return new BalancerCounts(sums);
    }

    /** What has come since {@code earlier}; of what there is now, how many there are. */
    public BalancerCounts since(BalancerCounts earlier) {
        long[] more = values.clone();
        for (int i = 0; i < more.length; i++) {
            more[i] -= Slots.isGauge(i) ? 0 : earlier.values[i];
        }
        return new BalancerCounts(more);
    }

    /** Whether something was counted earlier that these know nothing of. */
    public boolean isBehind(BalancerCounts earlier) {
        for (int i = 0; i < values.length; i++) {
            if (!Slots.isGauge(i) && values[i] < earlier.values[i]) {
                return true;
            }
        }
        return false;
    }

    /** Only what there is now, or only all else. */
    public BalancerCounts gauges(boolean wanted) {
        long[] some = values.clone();
        for (int i = 0; i < some.length; i++) {
            some[i] = Slots.isGauge(i) == wanted ? some[i] : 0;
        }
        return new BalancerCounts(some);
    }

    /** What is not 0, by names of this program, for {@link #named}. */
    public SortedMap<String, Long> byName() {
        SortedMap<String, Long> named = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                named.put(Slots.name(i), values[i]);
            }
        }
        return named;
    }

    /** What {@link #byName} gave; what another version of this program calls by other names is left out. */
    public static BalancerCounts named(Map<String, Long> named) {
        long[] values = new long[Slots.SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = named.getOrDefault(Slots.name(i), 0L);
        }
        return new BalancerCounts(values);
    }

    /** Where each number is among the others. */
    static final class Slots {

        static final int RESPONSE_TIME = LoadBalancerMetric.values().length;

        /** The upper bounds of the buckets; what is above the last has a bucket of its own. */
        static final long[] BOUNDS_NANOS = LoadBalancerMetrics.BOUNDS_MILLIS.stream()
                .mapToLong(TimeUnit.MILLISECONDS::toNanos)
                .toArray();

        static final int RESPONSE_NANOS = RESPONSE_TIME + BOUNDS_NANOS.length + 1;
        static final int AUTHENTICATIONS = RESPONSE_NANOS + 1;
        static final int AUTHENTICATION_NANOS = AUTHENTICATIONS + 1;
        static final int CHARGED_RULES = AUTHENTICATION_NANOS + 1;
        static final int SIZE = CHARGED_RULES + 1;

        private static final LoadBalancerMetric[] METRICS = LoadBalancerMetric.values();

        private Slots() {}

        static boolean isGauge(int slot) {
            return slot < METRICS.length && METRICS[slot].isGauge();
        }

        static String name(int slot) {
            return slot < METRICS.length ? METRICS[slot].name() : "OTHER_" + (slot - METRICS.length);
        }
    }
}
