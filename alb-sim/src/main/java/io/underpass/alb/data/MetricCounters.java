package io.underpass.alb.data;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts for one load balancer, or one target group: plain increments, on each event loop in an array of its own.
 *
 * <p>Threads: safe; each event loop counts for itself, and who reads adds up.
 */
final class MetricCounters {

    private static final int RESPONSE_TIME = LoadBalancerMetric.values().length;

    /** The upper bounds of the buckets; what is above the last has a bucket of its own. */
    private static final long[] BOUNDS_NANOS = LoadBalancerMetrics.BOUNDS_MILLIS.stream()
            .mapToLong(TimeUnit.MILLISECONDS::toNanos)
            .toArray();

    private static final int SUM = RESPONSE_TIME + BOUNDS_NANOS.length + 1;

    private final FastThreadLocal<Integer> loop;
    private volatile @Nullable AtomicLongArray[] byLoop = new AtomicLongArray[0];

    /**
     * All of them 0.
     *
     * @param loop the number of the calling event loop; small
     */
    MetricCounters(FastThreadLocal<Integer> loop) {
        this.loop = loop;
    }

    /** One more. */
    void count(LoadBalancerMetric metric) {
        add(here(), metric.ordinal(), 1);
    }

    /** {@code amount} more. */
    void count(LoadBalancerMetric metric, long amount) {
        add(here(), metric.ordinal(), amount);
    }

    /** A target has answered with {@code status}, {@code nanos} after it was sent the request. */
    void answered(int status, long nanos) {
        AtomicLongArray counts = here();
        int hundreds = status / 100;
        if (hundreds >= 2 && hundreds <= 5) {
            add(counts, LoadBalancerMetric.HTTP_CODE_TARGET_2XX.ordinal() + hundreds - 2, 1);
        }
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        add(counts, RESPONSE_TIME + bucket, 1);
        add(counts, SUM, nanos);
    }

    /** The load balancer itself has answered with {@code status}. */
    void answeredItself(int status) {
        switch (status / 100) {
            case 3 -> count(LoadBalancerMetric.HTTP_CODE_ELB_3XX);
            case 4 -> count(LoadBalancerMetric.HTTP_CODE_ELB_4XX);
            case 5 -> count(LoadBalancerMetric.HTTP_CODE_ELB_5XX);
            default -> {}
        }
        switch (status) {
            case 500 -> count(LoadBalancerMetric.HTTP_CODE_ELB_500);
            case 502 -> count(LoadBalancerMetric.HTTP_CODE_ELB_502);
            case 503 -> count(LoadBalancerMetric.HTTP_CODE_ELB_503);
            case 504 -> count(LoadBalancerMetric.HTTP_CODE_ELB_504);
            default -> {}
        }
    }

    /** What was counted so far. */
    LoadBalancerMetrics.Counts read() {
        long[] sums = new long[SUM + 1];
        for (AtomicLongArray counts : byLoop) {
            for (int i = 0; counts != null && i < sums.length; i++) {
                sums[i] += counts.getOpaque(i);
            }
        }
        long[] buckets = new long[BOUNDS_NANOS.length + 1];
        System.arraycopy(sums, RESPONSE_TIME, buckets, 0, buckets.length);
        return new LoadBalancerMetrics.Counts(sums, buckets, sums[SUM]);
    }

    private AtomicLongArray here() {
        int number = loop.get();
        @Nullable AtomicLongArray[] known = byLoop;
        AtomicLongArray counts = number < known.length ? known[number] : null;
        return counts == null ? learn(number) : counts;
    }

    private synchronized AtomicLongArray learn(int number) {
        @Nullable AtomicLongArray[] known = byLoop;
        @Nullable AtomicLongArray[] more =
                Arrays.copyOf(known, Math.max(known.length, number + 1));
        AtomicLongArray counts = new AtomicLongArray(SUM + 1);
        more[number] = counts;
        byLoop = more;
        return counts;
    }

    private static void add(AtomicLongArray counts, int index, long amount) {
        counts.setOpaque(index, counts.getPlain(index) + amount);
    }
}
