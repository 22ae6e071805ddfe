package io.underpass.alb.data;

import java.time.Duration;

/**
 * Runs tasks later, all on one thread. An interface, so that tests can hold time still.
 *
 * <p>Threads: safe.
 */
@FunctionalInterface
public interface Timer {

    /** Runs {@code task} when {@code delay} has passed, or soon where it is zero; without effect once time has ended. */
    Cancellable schedule(Duration delay, Runnable task);

    /** A task that has not run yet, perhaps. */
    @FunctionalInterface
    interface Cancellable {

        /** Takes the task back; without effect once it has run. */
        void cancel();
    }
}
