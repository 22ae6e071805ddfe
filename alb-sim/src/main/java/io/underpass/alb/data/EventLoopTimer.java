package io.underpass.alb.data;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time as an event loop keeps it. Threads: safe; tasks run on the event loop. */
public final class EventLoopTimer implements Timer {

    private final ScheduledExecutorService eventLoop;

    /** Runs tasks on {@code eventLoop}. */
    public EventLoopTimer(ScheduledExecutorService eventLoop) {
        this.eventLoop = eventLoop;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        try {
            Future<?> scheduled = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {}; // The event loop is shut down: time has ended.
        }
    }
}
