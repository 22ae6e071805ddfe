package io.underpass.alb.identity;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that would hold up an event loop, such as signing, done by a worker.
 *
 * <p>Threads: safe.
 *
 * @param workers refuses what it has no room for
 */
public record OffLoop(Executor workers) {

    private static final Logger LOG = LoggerFactory.getLogger(OffLoop.class);

    /** Does {@code work} and hands what comes of it to {@code then} on {@code loop}: nothing where the work failed. */
    public <T> void run(EventLoop loop, Supplier<T> work, Consumer<Optional<T>> then) {
        try {
            workers.execute(() -> {
                Optional<T> result = attempt(work);
                resume(loop, () -> then.accept(result));
            });
        } catch (RejectedExecutionException e) {
            then.accept(Optional.empty());
        }
    }

    private static <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("authentication failed", e);
            return Optional.empty();
        }
    }

    private static void resume(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended and taken the exchange with it.
            return;
        }
    }
}
