package io.underpass.alb.data;

import io.underpass.alb.TargetStates.TargetHealth;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Targets of network load balancers that have become unhealthy and keep their connections for a while: until then they
 * are said to be draining (AWS: "Unhealthy draining interval"). That reason and text stay the same is a guess.
 *
 * <p>Threads: {@link #shown} is safe; the rest is confined to the timer's thread.
 */
final class UnhealthyDraining {

    private static final String UNHEALTHY = "unhealthy";

    private final Timer timer;
    private final Map<TargetKey, Timer.Cancellable> draining = new ConcurrentHashMap<>();

    UnhealthyDraining(Timer timer) {
        this.timer = timer;
    }

    /** {@code target} has become unhealthy. */
    void begins(TargetKey target, Duration interval) {
        ends(target);
        if (!interval.isZero()) {
            draining.put(target, timer.schedule(interval, () -> draining.remove(target)));
        }
    }

    /** {@code target} is healthy again, or gone. */
    void ends(TargetKey target) {
        Optional.ofNullable(draining.remove(target)).ifPresent(Timer.Cancellable::cancel);
    }

    /** What is shown of {@code target}, whose health is {@code known}. */
    TargetHealth shown(TargetKey target, TargetHealth known) {
        return known.state().equals(UNHEALTHY) && draining.containsKey(target)
                ? new TargetHealth("unhealthy.draining", known.reason(), known.description())
                : known;
    }
}
