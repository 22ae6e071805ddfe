package io.underpass.wire;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer a connection, scheduled once a timeout instead of once a message: it fires at or before the time asked for,
 * and the action looks whether time is really up and asks again if not.
 *
 * <p>Threads: confined to its event loop.
 */
final class LazyTimer {

    private final EventLoop eventLoop;
    private final Runnable action;
    private @Nullable ScheduledFuture<?> scheduled;
    private long scheduledFor;

    LazyTimer(EventLoop eventLoop, Runnable action) {
        this.eventLoop = eventLoop;
        this.action = action;
    }

    /** Sees to it that the action runs not later than {@code deadlineNanos} on the clock of {@link System#nanoTime}. */
    void ensure(long deadlineNanos) {
        if (scheduled != null) {
            if (scheduledFor - deadlineNanos <= 0) {
                return;
            }
            scheduled.cancel(false);
        }
        scheduledFor = deadlineNanos;
        long delay = Math.max(0, deadlineNanos - System.nanoTime());
        scheduled = eventLoop.schedule(this::fire, delay, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    private void fire() {
        scheduled = null;
        action.run();
    }
}
