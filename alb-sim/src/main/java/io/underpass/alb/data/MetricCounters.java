package io.underpass.alb.data;

import io.netty.util.concurrent.FastThreadLocal;
import io.underpass.alb.data.BalancerCounts.Slots;
import io.underpass.wire.Peer;
import java.net.Inet6Address;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts for one load balancer, or one target group: plain increments, on each event loop in an array of its own.
 *
 * <p>Threads: safe; each event loop counts for itself, and who reads adds up.
 */
final class MetricCounters {

    /** Rules that AWS evaluates for each request without taking anything for it. */
    private static final int FREE_RULES = 10;

    private final FastThreadLocal<Integer> loop;
    private volatile @Nullable OnLoop[] byLoop = new @Nullable OnLoop[0];

    /** What had been counted when that was forgotten: event loops go on counting from there. */
    private volatile BalancerCounts forgotten = BalancerCounts.NONE;

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
    BalancerCounts read() {
        return sums().since(forgotten);
    }

    /** Begins to count anew; connections that are open stay so. */
    void forget() {
        forgotten = sums();
    }

    private BalancerCounts sums() {
        long[] sums = new long[Slots.SIZE];
        for (OnLoop counts : byLoop) {
            for (int i = 0; counts != null && i < sums.length; i++) {
                sums[i] += counts.values.getOpaque(i);
            }
        }
        return new BalancerCounts(sums);
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

        private final AtomicLongArray values = new AtomicLongArray(Slots.SIZE);

        /** One more. */
        void count(LoadBalancerMetric metric) {
            add(metric.ordinal(), 1);
        }

        /** {@code amount} more. */
        void count(LoadBalancerMetric metric, long amount) {
            add(metric.ordinal(), amount);
        }

        /** A request for which a rule was found, {@code tried} rules on. */
        void requested(int tried) {
            add(LoadBalancerMetric.REQUEST_COUNT.ordinal(), 1);
            if (tried > 0) {
                add(LoadBalancerMetric.RULE_EVALUATIONS.ordinal(), tried);
                if (tried > FREE_RULES) {
                    add(Slots.CHARGED_RULES, tried - FREE_RULES);
                }
            }
        }

        /** That many bytes have come from {@code client}, or gone there. */
        void processed(Peer client, long bytes) {
            add(LoadBalancerMetric.PROCESSED_BYTES.ordinal(), bytes);
            if (client.remote().getAddress() instanceof Inet6Address) {
                add(LoadBalancerMetric.IPV6_PROCESSED_BYTES.ordinal(), bytes);
            }
        }

        /** A target has answered with {@code status}, {@code nanos} after it was sent the request. */
        void answered(int status, long nanos) {
            int hundreds = status / 100;
            if (hundreds >= 2 && hundreds <= 5) {
                add(LoadBalancerMetric.HTTP_CODE_TARGET_2XX.ordinal() + hundreds - 2, 1);
            }
            int bucket = 0;
            while (bucket < Slots.BOUNDS_NANOS.length && nanos > Slots.BOUNDS_NANOS[bucket]) {
                bucket++;
            }
            add(Slots.RESPONSE_TIME + bucket, 1);
            add(Slots.RESPONSE_NANOS, nanos);
        }

        /** A provider took {@code nanos} to say who somebody is, or to fail at that. */
        void authenticated(long nanos) {
            add(Slots.AUTHENTICATIONS, 1);
            add(Slots.AUTHENTICATION_NANOS, nanos);
        }

        private void add(int index, long amount) {
            values.setOpaque(index, values.getPlain(index) + amount);
        }
    }
}
