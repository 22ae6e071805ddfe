package io.underpass.emulator.description;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long somebody waits for something that is looked at again and again. Where much passes between two looks, what is
 * waited for stands still as well, so that little of it counts; after {@value #HARD_LIMITS} times the time it is over anyway.
 *
 * <p>Threads: confined to the one that waits.
 */
final class Patience {

    private static final int HARD_LIMITS = 5;

    private static final Duration LONGEST_LOOK = Duration.ofMillis(25);

    private final LongSupplier clock;
    private final long begun;
    private final long timeNanos;
    private long looked;
    private long countedNanos;

    /** Begins now; {@code clock} tells nanoseconds. */
    Patience(Duration time, LongSupplier clock) {
        this.clock = clock;
        this.begun = clock.getAsLong();
        this.timeNanos = time.toNanos();
        this.looked = begun;
    }

    /** Looks at the clock. */
    boolean isOver() {
        long now = clock.getAsLong();
        countedNanos += Math.min(now - looked, LONGEST_LOOK.toNanos());
        looked = now;
        return countedNanos >= timeNanos || (now - begun) / HARD_LIMITS >= timeNanos;
    }
}
