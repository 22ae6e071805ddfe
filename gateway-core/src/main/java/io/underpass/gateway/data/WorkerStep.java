package io.underpass.gateway.data;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A piece of a phase that may hold up the event loop, and is then done elsewhere. The phase answers {@link
 * Outcome#LATER}.
 *
 * <p>Threads: begins and ends on the invocation's event loop.
 */
final class WorkerStep {

    /** More bytes than any work has that is done at once. */
    static final int NEVER_HERE = Integer.MAX_VALUE;

    private WorkerStep() {}

    /**
     * Does {@code work}, which is about {@code bytes}, and goes on with what {@code then} makes of its result.
     *
     * @param unless frees what {@code work} would have freed, where nobody takes it
     */
    static <T> void run(
            Invocation invocation,
            Executor workers,
            int bytes,
            Supplier<T> work,
            Function<T, Outcome> then,
            Runnable unless) {
        Offload offload = new Offload(workers, invocation.exchange().eventLoop());
        try {
            offload.run(
                    bytes,
                    work,
                    value -> invocation.resume(guarded(then, value)),
                    cause -> invocation.resume(new Outcome.Broken(cause)));
        } catch (RejectedExecutionException e) {
            unless.run();
            // Nothing of the kind is known of AWS.
            invocation.resume(invocation.fail(
                    TrailSteps.AUTHORIZER,
                    "all workers are busy and enough work waits for them",
                    FaultType.SERVICE_UNAVAILABLE));
        } catch (RuntimeException | Error e) {
            invocation.resume(new Outcome.Broken(e));
        }
    }

    private static <T> Outcome guarded(Function<T, Outcome> then, T value) {
        try {
            return then.apply(value);
        } catch (RuntimeException | Error e) {
            return new Outcome.Broken(e);
        }
    }
}
