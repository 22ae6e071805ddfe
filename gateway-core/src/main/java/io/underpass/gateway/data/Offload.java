package io.underpass.gateway.data;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does work on bodies where it holds nobody up: small ones at once, big ones on a worker. The result always arrives on
 * the event loop.
 *
 * <p>Threads: safe.
 *
 * @param workers a bounded pool
 * @param eventLoop whoever asks runs on it
 */
record Offload(Executor workers, EventLoop eventLoop) {

    /** Encoding this much takes some tens of microseconds, about what handing it over would. */
    private static final int SMALL_BYTES = 64 * 1024;

    /**
     * Hands the result of {@code work}, which is about {@code bytes}, to {@code then}. What small work throws comes out of
     * here, what big work throws goes to {@code failed}.
     *
     * @throws RejectedExecutionException if there is no place on the workers; {@code work} is not done then
     */
    <T> void run(int bytes, Supplier<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        if (bytes <= SMALL_BYTES) {
            then.accept(work.get());
            return;
        }
        workers.execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (Throwable e) {
                back(() -> failed.accept(e));
                return;
            }
            back(() -> {
                try {
                    then.accept(result);
                } catch (Throwable e) {
                    failed.accept(e);
                }
            });
        });
    }

    private void back(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it every exchange.
        }
    }
}
