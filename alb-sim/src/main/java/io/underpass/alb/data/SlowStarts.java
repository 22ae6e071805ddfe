package io.underpass.alb.data;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The targets whose share is growing still (AWS: "Slow start mode"), in a hundred steps.
 *
 * <p>Threads: {@link #share} is safe; everything else is confined to the timer's thread.
 */
final class SlowStarts {

    private static final int STEPS = HealthStates.FULL_SHARE;

    private final Timer timer;
    private final Runnable changed;
    private final Map<TargetKey, Integer> shares = new ConcurrentHashMap<>();
    private final Map<TargetKey, Timer.Cancellable> next = new HashMap<>();

    /** Tells {@code changed} of every step. */
    SlowStarts(Timer timer, Runnable changed) {
        this.timer = timer;
        this.changed = changed;
    }

    /** The share of a target, in hundredths. */
    int share(TargetKey target) {
        return shares.getOrDefault(target, HealthStates.FULL_SHARE);
    }

    /** Whether a target's share is growing. */
    boolean has(TargetKey target) {
        return shares.containsKey(target);
    }

    /** The targets whose shares are growing. */
    Set<TargetKey> all() {
        return Set.copyOf(shares.keySet());
    }

    /** A target's share grows from now on, for {@code duration}. */
    void begin(TargetKey target, Duration duration) {
        end(target);
        step(target, duration.dividedBy(STEPS), 1);
    }

    /** A target has its full share from now on. */
    void end(TargetKey target) {
        Optional.ofNullable(next.remove(target)).ifPresent(Timer.Cancellable::cancel);
        if (shares.remove(target) != null) {
            changed.run();
        }
    }

    private void step(TargetKey target, Duration pace, int share) {
        if (share >= STEPS) {
            end(target);
            return;
        }
        shares.put(target, share);
        next.put(target, timer.schedule(pace, () -> step(target, pace, share + 1)));
        changed.run();
    }
}
