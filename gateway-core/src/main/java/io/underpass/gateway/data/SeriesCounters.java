package io.underpass.gateway.data;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the requests of one stage, or of one method of it, on one event loop: plain increments that others may read.
 *
 * <p>Threads: written by one thread, read by any.
 */
final class SeriesCounters {

    private static final int CLIENT_ERRORS = 0;
    private static final int SERVER_ERRORS = 1;
    private static final int CACHE_HITS = 2;
    private static final int CACHE_MISSES = 3;
    private static final int LATENCY = 4;

    /** The upper bounds of the buckets; what is above the last has a bucket of its own. */
    private static final long[] BOUNDS_NANOS = bounds();

    private static final int HISTOGRAM = BOUNDS_NANOS.length + 2; // the rest, and the sum
    private static final int INTEGRATION_LATENCY = LATENCY + HISTOGRAM;

    private final AtomicLongArray counts = new AtomicLongArray(INTEGRATION_LATENCY + HISTOGRAM);

    private static long[] bounds() {
        long[] bounds = new long[GatewayMetrics.BOUNDS_MILLIS.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = TimeUnit.MILLISECONDS.toNanos(GatewayMetrics.BOUNDS_MILLIS.get(i));
        }
        return bounds;
    }

    /**
     * Counts an answer.
     *
     * @param integrationNanos how long the integration took; less than 0 where none was called
     */
    void answered(int status, long nanos, long integrationNanos) {
        if (status >= 500) {
            add(SERVER_ERRORS, 1);
        } else if (status >= 400) {
            add(CLIENT_ERRORS, 1);
        }
        observe(LATENCY, nanos);
        if (integrationNanos >= 0) {
            observe(INTEGRATION_LATENCY, integrationNanos);
        }
    }

    /** Counts a request that the cache was asked for. */
    void cached(boolean hit) {
        add(hit ? CACHE_HITS : CACHE_MISSES, 1);
    }

    /** Adds what was counted to {@code sum}. */
    void addTo(GatewayMetrics.Counts sum) {
        sum.clientErrors += counts.get(CLIENT_ERRORS);
        sum.serverErrors += counts.get(SERVER_ERRORS);
        sum.cacheHits += counts.get(CACHE_HITS);
        sum.cacheMisses += counts.get(CACHE_MISSES);
        addTo(sum.latency, LATENCY);
        addTo(sum.integrationLatency, INTEGRATION_LATENCY);
    }

    private void addTo(GatewayMetrics.Histogram sum, int at) {
        for (int i = 0; i <= BOUNDS_NANOS.length; i++) {
            sum.buckets[i] += counts.get(at + i);
        }
        sum.nanos += counts.get(at + HISTOGRAM - 1);
    }

    private void observe(int at, long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        add(at + bucket, 1);
        add(at + HISTOGRAM - 1, nanos);
    }

    private void add(int index, long amount) {
        counts.setOpaque(index, counts.getPlain(index) + amount);
    }
}
