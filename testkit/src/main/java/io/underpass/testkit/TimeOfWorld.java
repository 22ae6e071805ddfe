package io.underpass.testkit;

import io.underpass.emulator.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the clock of an emulator stood.
 *
 * <p>Threads: immutable.
 *
 * @param ahead how much later it was than on the machine
 * @param frozen whether time stood still
 */
record TimeOfWorld(Duration ahead, boolean frozen, Instant instant) {

    /** What may pass while two clocks are read, one after the other. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    static TimeOfWorld of(VirtualClock clock) {
        return new TimeOfWorld(clock.ahead(), clock.isFrozen(), clock.instant());
    }

    /** Whether it was another time than the machine's. */
    boolean moved() {
        return frozen || ahead.abs().compareTo(TOLERANCE) > 0;
    }

    /** Puts {@code clock} there again; where it is earlier now, what falls due on the way is done. */
    void putBack(VirtualClock clock) {
        if (frozen) {
            clock.freeze();
            clock.setTo(instant);
        } else if (!moved()) {
            clock.reset();
        } else {
            clock.resume();
            if (clock.ahead().minus(ahead).abs().compareTo(TOLERANCE) > 0) {
                clock.setTo(Instant.now().plus(ahead));
            }
        }
    }
}
