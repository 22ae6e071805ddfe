package io.underpass.emulator.node;

import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.data.LoadBalancerMetrics;
import io.underpass.emulator.node.Report.Counted;
import io.underpass.emulator.node.Report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node has counted and its edge does not know: batches, the next only once the one before was taken. A batch that
 * perhaps was taken is told again under its number, so that an edge counts it once.
 *
 * <p>Threads: confined to the worker.
 */
final class CountsToTell {

    private final LoadBalancerMetrics metrics;
    private SortedMap<String, BalancerCounts> told = new TreeMap<>();
    private SortedMap<String, BalancerCounts> telling = new TreeMap<>();
    private Optional<Counted> pending = Optional.empty();
    private long number;

    CountsToTell(LoadBalancerMetrics metrics) {
        this.metrics = metrics;
    }

    /** The batch to tell now. */
    Counted next() {
        if (pending.isEmpty()) {
            telling = metrics.all();
            number++;
            pending = Optional.of(new Counted(number, tallies()));
        }
        return pending.get();
    }

    private List<Tally> tallies() {
        List<Tally> tallies = new ArrayList<>();
        telling.forEach((arn, now) -> {
            BalancerCounts before = told.getOrDefault(arn, BalancerCounts.NONE);
            // Of a load balancer that was gone and is back it is counted anew.
            BalancerCounts since = now.isBehind(before) ? now : now.since(before);
            Tally tally = new Tally(
                    arn, since.gauges(false).byName(), now.gauges(true).byName());
            boolean changed = !tally.present().equals(before.gauges(true).byName());
            if (!tally.added().isEmpty() || !tally.present().isEmpty() || changed) {
                tallies.add(tally);
            }
        });
        return List.copyOf(tallies);
    }

    /** The edge has taken the last batch. */
    void taken() {
        told = telling;
        pending = Optional.empty();
    }
}
