package io.underpass.gateway.data;

import io.netty.util.concurrent.FastThreadLocal;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.Route;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How many requests stages were sent, and how they went: what API Gateway tells CloudWatch (spec 7.3). Latency ends where
 * the answer is handed to the connection. A request whose client left without an answer is not counted, and neither is one
 * that reached no stage.
 *
 * <p>Threads: safe. Each event loop counts for itself; who reads adds up.
 */
public final class GatewayMetrics {

    /** The upper bounds of the buckets of histograms. */
    public static final List<Long> BOUNDS_MILLIS =
            List.of(1L, 5L, 10L, 25L, 50L, 100L, 250L, 500L, 1000L, 2500L, 5000L, 10_000L, 30_000L);

    private static final int KNOWN_STAGES = 256;

    private final Collection<LoopCounters> loops = new ConcurrentLinkedQueue<>();
    private final FastThreadLocal<LoopCounters> here = new FastThreadLocal<>() {
        @Override
        protected LoopCounters initialValue() {
            LoopCounters counters = new LoopCounters();
            loops.add(counters);
            return counters;
        }
    };

    /**
     * What is counted together.
     *
     * @param resource the resource's path; empty for all of the stage
     * @param method the method's verb; empty for all of the stage
     */
    public record Series(String apiId, String stage, String resource, String method) {

        private static final Comparator<Series> ORDER = Comparator.comparing(Series::apiId)
                .thenComparing(Series::stage)
                .thenComparing(Series::resource)
                .thenComparing(Series::method);
    }

    /** What was counted. Threads: confined to the one who reads. */
    public static final class Counts {
        long clientErrors;
        long serverErrors;
        long cacheHits;
        long cacheMisses;
        final Histogram latency = new Histogram();
        final Histogram integrationLatency = new Histogram();

        /** Answers with a status from 400 to 499. */
        public long clientErrors() {
            return clientErrors;
        }

        /** Answers with a status from 500 on. */
        public long serverErrors() {
            return serverErrors;
        }

        /** Requests that the cache has answered. */
        public long cacheHits() {
            return cacheHits;
        }

        /** Requests of methods that are cached which went to the integration all the same. */
        public long cacheMisses() {
            return cacheMisses;
        }

        /** Of all answers. */
        public Histogram latency() {
            return latency;
        }

        /** Of the answers for which an integration was called. */
        public Histogram integrationLatency() {
            return integrationLatency;
        }
    }

    /** How long something took. Threads: confined to the one who reads. */
    public static final class Histogram {
        final long[] buckets = new long[BOUNDS_MILLIS.size() + 1];
        long nanos;

        /** How many took at most the bound of this index; with the index after the last, all. */
        public long atMost(int bound) {
            long sum = 0;
            for (int i = 0; i <= bound; i++) {
                sum += buckets[i];
            }
            return sum;
        }

        /** How many there were. */
        public long count() {
            return atMost(BOUNDS_MILLIS.size());
        }

        /** How long all of them took together. */
        public long nanos() {
            return nanos;
        }
    }

    /** What was counted so far. */
    public SortedMap<Series, Counts> read() {
        SortedMap<Series, Counts> sums = new TreeMap<>(Series.ORDER);
        for (LoopCounters loop : loops) {
            loop.all.forEach(
                    (series, counters) -> counters.addTo(sums.computeIfAbsent(series, unused -> new Counts())));
        }
        return sums;
    }

    /** Forgets what was counted of APIs that are not among {@code apiIds} any more. */
    public void keepOnly(Collection<String> apiIds) {
        loops.forEach(loop -> loop.all.keySet().removeIf(series -> !apiIds.contains(series.apiId())));
    }

    /** The calling event loop's counters of {@code stage}. */
    SeriesCounters of(String apiId, CompiledStage stage) {
        LoopCounters counters = here.get();
        SeriesCounters known = counters.byStage.get(stage);
        return known == null ? counters.learn(apiId, stage) : known;
    }

    /** The calling event loop's counters of one method of {@code stage}. */
    SeriesCounters of(String apiId, CompiledStage stage, Route route) {
        return here.get().find(new Series(apiId, stage.name(), route.path(), route.httpMethod()));
    }

    /** Those of one event loop. */
    private static final class LoopCounters {

        final Map<Series, SeriesCounters> all = new ConcurrentHashMap<>();

        /** A stage that was changed is another object, found once by its name. */
        private final Map<CompiledStage, SeriesCounters> byStage = new IdentityHashMap<>();

        SeriesCounters learn(String apiId, CompiledStage stage) {
            if (byStage.size() >= KNOWN_STAGES) {
                byStage.clear();
            }
            SeriesCounters found = find(new Series(apiId, stage.name(), "", ""));
            byStage.put(stage, found);
            return found;
        }

        SeriesCounters find(Series series) {
            return all.computeIfAbsent(series, unused -> new SeriesCounters());
        }
    }
}
