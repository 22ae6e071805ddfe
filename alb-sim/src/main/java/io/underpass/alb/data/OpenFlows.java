package io.underpass.alb.data;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that network load balancers have open to targets, so that they can be ended.
 *
 * <p>Threads: safe, never waits.
 */
final class OpenFlows {

    private final Map<TargetKey, Set<Runnable>> open = new ConcurrentHashMap<>();

    /**
     * A connection to {@code target} has begun.
     *
     * @param cut ends it, on any thread, once or more than once
     * @return to be called once it is over
     */
    Runnable begins(TargetKey target, Runnable cut) {
        Runnable own = cut::run; // One object for each connection, whatever callers give.
        open.compute(target, (key, others) -> {
            Set<Runnable> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(own);
            return all;
        });
        return () -> open.computeIfPresent(target, (key, all) -> {
            all.remove(own);
            return all.isEmpty() ? null : all;
        });
    }

    /** Ends those to {@code target}. */
    void cut(TargetKey target) {
        List.copyOf(open.getOrDefault(target, Set.of())).forEach(Runnable::run);
    }
}
