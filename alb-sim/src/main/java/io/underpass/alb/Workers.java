package io.underpass.alb;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Port: threads for what would hold up an event loop.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
public interface Workers {

    /** Does the work at once, on the event loop: for those who have none to spare. */
    Workers NONE = new Workers() {
        @Override
        public <T> void run(
                Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
            then.accept(work.get());
        }
    };

    /**
     * Does {@code work} elsewhere, and hands what comes of it to {@code then} on {@code loop}, unless that was shut down.
     *
     * @param failed makes a result of the reason why there is none: too much waits, or the work threw or takes too long. In
     *     the last case it may still be running
     */
    <T> void run(Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then);
}
