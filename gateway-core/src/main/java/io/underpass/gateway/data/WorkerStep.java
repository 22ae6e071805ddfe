package io.underpass.gateway.data;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A piece of a phase that would hold up the event loop, done elsewhere. The phase answers {@link Outcome#LATER}.
 *
 * <p>Threads: begins and ends on the invocation's event loop.
 */
final class WorkerStep {

    private WorkerStep() {}

    /**
     * Has a worker do {@code work}, and goes on with what {@code then} makes of its result, back on the event loop.
     *
     * @param unless frees what {@code work} would have freed, where nobody takes it
     */
    static <T> void run(
            Invocation invocation,
            Executor workers,
            Supplier<T> work,
            Function<T, Outcome> then,
            Runnable unless) {
        EventLoop loop = invocation.exchange().eventLoop();
        try {
            workers.execute(() -> {
                Supplier<Outcome> result = result(work, then);
                loop.execute(() -> invocation.resume(result.get()));
            });
        } catch (RejectedExecutionException e) {
            unless.run();
            invocation.resume(new Outcome.Broken(e));
        }
    }

    private static <T> Supplier<Outcome> result(Supplier<T> work, Function<T, Outcome> then) {
        try {
            T value = work.get();
            return () -> guarded(then, value);
        } catch (Throwable e) {
            return () -> new Outcome.Broken(e);
        }
    }

    private static <T> Outcome guarded(Function<T, Outcome> then, T value) {
        try {
            return then.apply(value);
        } catch (Throwable e) {
            return new Outcome.Broken(e);
        }
    }
}
