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
    private volatile @Nullable OnLoop[] byLoop = new @Nullable OnLoop[0];

    /** What had been counted when that was forgotten: event loops go on counting from there. */
    private volatile long[] forgotten = new long[SUM + 1];

    /**
     * All of them 0.
     *
     * @param loop the number of the calling event loop; small
     */
    MetricCounters(FastThreadLocal<Integer> loop) {
        this.loop = loop;
    }

    /** The counters of the calling event loop, for that alone. */
    OnLoop here() {
        int number = loop.get();
        @Nullable OnLoop[] known = byLoop;
        OnLoop counts = number < known.length ? known[number] : null;
        return counts == null ? learn(number) : counts;
    }

    /** One more. */
    void count(LoadBalancerMetric metric) {
        here().add(metric.ordinal(), 1);
    }

    /** {@code amount} more. */
    void count(LoadBalancerMetric metric, long amount) {
        here().add(metric.ordinal(), amount);
    }

    /** The load balancer itself has answered with {@code status}. */
    void answeredItself(int status) {
        OnLoop counts = here();
        switch (status / 100) {
            case 3 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_3XX);
            case 4 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_4XX);
            case 5 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_5XX);
            default -> {}
        }
        switch (status) {
            case 500 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_500);
            case 502 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_502);
            case 503 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_503);
            case 504 -> counts.count(LoadBalancerMetric.HTTP_CODE_ELB_504);
            default -> {}
        }
    }

    /** What was counted so far. */
    LoadBalancerMetrics.Counts read() {
        long[] before = forgotten;
        long[] sums = sums();
        for (int i = 0; i < sums.length; i++) {
            sums[i] -= before[i];
        }
        long[] buckets = new long[BOUNDS_NANOS.length + 1];
        System.arraycopy(sums, RESPONSE_TIME, buckets, 0, buckets.length);
        return new LoadBalancerMetrics.Counts(sums, buckets, sums[SUM]);
    }

    /** Begins to count anew; connections that are open stay so. */
    void forget() {
        long[] sums = sums();
        sums[LoadBalancerMetric.ACTIVE_CONNECTION_COUNT.ordinal()] = 0;
        forgotten = sums;
    }

    private long[] sums() {
        long[] sums = new long[SUM + 1];
        for (OnLoop counts : byLoop) {
            for (int i = 0; counts != null && i < sums.length; i++) {
                sums[i] += counts.values.getOpaque(i);
            }
        }
        return sums;
    }

    private synchronized OnLoop learn(int number) {
        @Nullable OnLoop[] more = Arrays.copyOf(byLoop, Math.max(byLoop.length, number + 1));
        OnLoop counts = new OnLoop();
        more[number] = counts;
        byLoop = more;
        return counts;
    }

    /** The counters of one event loop. Threads: written by that alone, read by any. */
    static final class OnLoop {

        private final AtomicLongArray values = new AtomicLongArray(SUM + 1);

        /** One more. */
        void count(LoadBalancerMetric metric) {
            add(metric.ordinal(), 1);
        }

        /** A request for which a rule was found, {@code tried} rules on. */
        void requested(int tried) {
            add(LoadBalancerMetric.REQUEST_COUNT.ordinal(), 1);
            if (tried > 0) {
                add(LoadBalancerMetric.RULE_EVALUATIONS.ordinal(), tried);
            }
        }

        /** A target has answered with {@code status}, {@code nanos} after it was sent the request. */
        void answered(int status, long nanos) {
            int hundreds = status / 100;
            if (hundreds >= 2 && hundreds <= 5) {
                add(LoadBalancerMetric.HTTP_CODE_TARGET_2XX.ordinal() + hundreds - 2, 1);
            }
            int bucket = 0;
            while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
                bucket++;
            }
            add(RESPONSE_TIME + bucket, 1);
            add(SUM, nanos);
        }

        private void add(int index, long amount) {
            values.setOpaque(index, values.getPlain(index) + amount);
        }
    }
}
