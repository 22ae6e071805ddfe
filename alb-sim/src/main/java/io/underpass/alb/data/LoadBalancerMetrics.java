package io.underpass.alb.data;

import io.netty.util.concurrent.FastThreadLocal;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the load balancers of this process have done, and how it went: what AWS tells CloudWatch (spec 6.4).
 *
 * <p>Threads: safe. Each event loop counts for itself; who reads adds up.
 */
public final class LoadBalancerMetrics {

    /** The upper bounds of the buckets of histograms. */
    public static final List<Long> BOUNDS_MILLIS =
            List.of(1L, 5L, 10L, 25L, 50L, 100L, 250L, 500L, 1000L, 2500L, 5000L, 10_000L, 30_000L);

    private final AtomicInteger loops = new AtomicInteger();
    private final FastThreadLocal<Integer> loop = new FastThreadLocal<>() {
        @Override
        protected Integer initialValue() {
            return loops.getAndIncrement();
        }
    };
    private final Map<String, MetricCounters> loadBalancers = new ConcurrentHashMap<>();
    private final Map<String, MetricCounters> listeners = new ConcurrentHashMap<>();
    private final Map<String, MetricCounters> targetGroups = new ConcurrentHashMap<>();

    /** What was counted of each load balancer, by ARN. */
    public SortedMap<String, BalancerCounts> loadBalancers() {
        return read(loadBalancers);
    }

    /** What was counted of each target group, by ARN. */
    public SortedMap<String, BalancerCounts> targetGroups() {
        return read(targetGroups);
    }

    /** What was counted of load balancers and target groups, by ARN. */
    public SortedMap<String, BalancerCounts> all() {
        SortedMap<String, BalancerCounts> all = loadBalancers();
        all.putAll(targetGroups());
        return all;
    }

    private static SortedMap<String, BalancerCounts> read(Map<String, MetricCounters> counters) {
        SortedMap<String, BalancerCounts> all = new TreeMap<>();
        counters.forEach((arn, counter) -> all.put(arn, counter.read()));
        return all;
    }

    /** Begins to count anew. */
    void forget() {
        loadBalancers.values().forEach(MetricCounters::forget);
        targetGroups.values().forEach(MetricCounters::forget);
    }

    /** Forgets what was counted of those that {@code snapshot} does not have any more. */
    void keepOnly(AlbSnapshot snapshot) {
        loadBalancers.keySet().removeIf(arn -> snapshot.loadBalancer(arn).isEmpty());
        listeners.keySet().removeIf(arn -> snapshot.listener(arn).isEmpty());
        targetGroups.keySet().removeIf(arn -> snapshot.targetGroup(arn).isEmpty());
    }

    /** The counters of the load balancer that {@code entry} is of; the same for all its listeners, and for ever. */
    MetricCounters of(ListenerEntry entry) {
        MetricCounters counters =
                loadBalancers.computeIfAbsent(entry.loadBalancer().arn(), unused -> new MetricCounters(loop));
        listeners.put(entry.listener().arn(), counters);
        return counters;
    }

    /** The counters of the load balancer of the listener with this ARN; those of nobody where it is gone. */
    MetricCounters ofListener(String listenerArn) {
        @Nullable MetricCounters known = listeners.get(listenerArn);
        return known == null ? new MetricCounters(loop) : known;
    }

    /** The counters of a target group. Looks before {@code computeIfAbsent}, which may lock. */
    MetricCounters ofGroup(String targetGroupArn) {
        MetricCounters known = targetGroups.get(targetGroupArn);
        return known != null ? known : targetGroups.computeIfAbsent(targetGroupArn, unused -> new MetricCounters(loop));
    }
}
