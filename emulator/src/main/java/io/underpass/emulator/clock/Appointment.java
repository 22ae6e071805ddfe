package io.underpass.emulator.clock;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for its time.
 *
 * <p>Threads: guarded by the book that it is in.
 */
final class Appointment implements Comparable<Appointment> {

    final ScheduledExecutorService loop;
    final Runnable task;
    private final long number;
    /** When it is due, by {@link Hands#nanos}. */
    long dueNanos;
    /** What runs it on a clock that goes as the machine's does; null where time stands still. */
    @Nullable
    Future<?> alarm;

    Appointment(ScheduledExecutorService loop, Runnable task, long dueNanos, long number) {
        this.loop = loop;
        this.task = task;
        this.dueNanos = dueNanos;
        this.number = number;
    }

    /** Earlier ones first, of those at the same time the one that was made first. */
    @Override
    public int compareTo(Appointment other) {
        long earlier = dueNanos - other.dueNanos;
        return earlier != 0 ? Long.signum(earlier) : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    void silence() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
