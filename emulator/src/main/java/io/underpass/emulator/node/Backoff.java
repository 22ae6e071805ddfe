package io.underpass.emulator.node;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: twice as long after every failure, and never all nodes at once.
 *
 * <p>Threads: confined to one thread.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final DoubleSupplier random;
    private long millis = FIRST.toMillis();

    /** Jitter comes from {@code random}, which gives numbers from 0 to 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Between half and all of what it has grown to. */
    Duration next() {
        long wait = (long) (millis * (1 + random.getAsDouble()) / 2);
        millis = Math.min(millis * 2, LONGEST.toMillis());
        return Duration.ofMillis(wait);
    }

    void succeeded() {
        millis = FIRST.toMillis();
    }
}
