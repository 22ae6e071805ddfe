package io.underpass.emulator.node;

import io.underpass.alb.data.BalancerCounts;
import io.underpass.emulator.node.Report.Counted;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What nodes have counted, as far as they have reported it; it stays when a node goes.
 *
 * <p>Threads: confined to the control thread.
 */
public final class NodeCounts {

    private final Map<String, BalancerCounts> added = new HashMap<>();
    private final Map<String, BalancerCounts> present = new HashMap<>();
    private final Map<String, Long> taken = new HashMap<>();

    NodeCounts() {}

    /** Takes a batch of a node's process, unless it has come before. */
    void take(String instance, Counted counted) {
        if (counted.number() <= taken.getOrDefault(instance, 0L)) {
            return;
        }
        taken.put(instance, counted.number());
        counted.tallies().forEach(tally -> {
            added.merge(tally.arn(), BalancerCounts.named(tally.added()), BalancerCounts::plus);
            present.put(tally.arn(), BalancerCounts.named(tally.present()));
        });
    }

    /** A node's process says that it stops: nothing is open there. A batch of it may still be on its way. */
    void left(String loadBalancerArn) {
        present.remove(loadBalancerArn);
    }

    /** A node's process is no more: another runs its load balancer, or none. */
    void gone(String instance, String loadBalancerArn) {
        taken.remove(instance);
        left(loadBalancerArn);
    }

    /** Forgets what was counted of those that are gone. */
    void keepOnly(Predicate<String> isThere) {
        added.keySet().removeIf(isThere.negate());
        present.keySet().removeIf(isThere.negate());
    }

    /** Begins to count anew; what is open stays so. */
    public void forget() {
        added.clear();
    }

    /** These and what was counted in this process, by the ARNs of load balancers and target groups. */
    public SortedMap<String, BalancerCounts> with(Map<String, BalancerCounts> here) {
        SortedMap<String, BalancerCounts> all = new TreeMap<>(here);
        added.forEach((arn, counts) -> all.merge(arn, counts, BalancerCounts::plus));
        present.forEach((arn, counts) -> all.merge(arn, counts, BalancerCounts::plus));
        return all;
    }
}
