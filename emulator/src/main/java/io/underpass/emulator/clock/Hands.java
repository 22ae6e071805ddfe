package io.underpass.emulator.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the hands of a clock stand that was moved.
 *
 * <p>Threads: immutable.
 */
sealed interface Hands {

    /** The time of day. */
    Instant instant();

    /** The time that has passed since some moment, in nanoseconds; it never goes back. */
    long nanos();

    /**
     * Time passes as on the machine.
     *
     * @param ahead how much later it is than on the machine; negative where it is earlier
     * @param nanosAhead the same for {@link #nanos}
     */
    record Running(Duration ahead, long nanosAhead) implements Hands {

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public long nanos() {
            return System.nanoTime() + nanosAhead;
        }
    }

    /** Time stands still. */
    record Stopped(Instant instant, long nanos) implements Hands {

        /** Goes on from here as on the machine. */
        Running go() {
            return new Running(Duration.between(Instant.now(), instant), nanos - System.nanoTime());
        }

        /** Goes on {@code ahead} of the machine; the time until then has passed too, where it is later. */
        Running go(Duration ahead) {
            Duration skipped = Duration.between(instant, Instant.now().plus(ahead));
            long passed = skipped.isNegative() ? nanos : nanos + skipped.toNanos();
            return new Running(ahead, passed - System.nanoTime());
        }

        /** Stands still {@code time} later. */
        Stopped plus(Duration time) {
            return new Stopped(instant.plus(time), nanos + time.toNanos());
        }

        /** Stands still at {@code later}, or here where that is not later. */
        Stopped until(Instant later) {
            return later.isAfter(instant) ? plus(Duration.between(instant, later)) : this;
        }
    }
}
