package io.underpass.gateway.data;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A piece of a phase that may hold up the event loop: done at once where it is small, and elsewhere where it is not. The
 * phase answers {@link Outcome#LATER}.
 *
 * <p>Threads: begins and ends on the invocation's event loop.
 */
final class WorkerStep {

    /** More bytes than any work has that is done at once. */
    static final int NEVER_HERE = Integer.MAX_VALUE;

    /** Below this, going to another thread and back takes longer than the work. */
    private static final int SMALL_BYTES = 64 * 1024;

    private WorkerStep() {}

    /**
     * Does {@code work}, which is about {@code bytes}, and goes on with what {@code then} makes of its result.
     *
     * @param unless frees what {@code work} would have freed, where it is never done
     */
    static <T> void run(
            Invocation invocation,
            OffLoop offLoop,
            int bytes,
            Supplier<T> work,
            Function<T, Outcome> then,
            Runnable unless) {
        if (bytes <= SMALL_BYTES) {
            invocation.resume(here(work, then));
        } else {
            offLoop.run(invocation, new Elsewhere<>(work, unless), then);
        }
    }

    private static <T> Outcome here(Supplier<T> work, Function<T, Outcome> then) {
        try {
            return then.apply(work.get());
        } catch (RuntimeException | Error e) {
            return new Outcome.Broken(e);
        }
    }

    private record Elsewhere<T>(Supplier<T> work, Runnable unless) implements OffLoop.Work<T> {

        @Override
        public T run() {
            return work.get();
        }

        @Override
        public void discard() {
            unless.run();
        }
    }
}
