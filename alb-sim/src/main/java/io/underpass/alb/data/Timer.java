package io.underpass.alb.data;

import java.time.Duration;

/**
 * Runs tasks later, all on one thread. An interface, so that tests can hold time still, and an emulator can let more of it
 * pass than does on the machine.
 *
 * <p>Threads: safe.
 */
@FunctionalInterface
public interface Timer {

    /** Runs {@code task} when {@code delay} has passed, or soon where it is zero; without effect once time has ended. */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * The time of this machine, on the same thread: what sockets and names take does not depend on what time it is said
     * to be.
     */
    default Timer machine() {
        return this;
    }

    /**
     * Something begins that does not take any of this timer's time, though it takes some of the machine's: asking a
     * target whether it is well, for instance. Where time is made to pass it does so after the end of it.
     *
     * @return to be run at its end, on any thread; again: no effect
     */
    default Runnable working() {
        return () -> {};
    }

    /** A task that has not run yet, perhaps. */
    @FunctionalInterface
    interface Cancellable {

        /** Takes the task back; without effect once it has run. */
        void cancel();
    }
}
