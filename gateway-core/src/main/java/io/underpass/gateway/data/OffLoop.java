package io.underpass.gateway.data;

import io.underpass.gateway.Workers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Work that would hold up an event loop, done by a worker while its invocation waits. The invocation goes on, on its own
 * event loop, with what the work's result leads to.
 *
 * <p>Threads: safe.
 */
final class OffLoop {

    /** Something to do that touches nothing of an invocation. */
    interface Work<T> {

        /** Does it, at most once, and frees what it holds. */
        T run();

        /** Frees what it holds, where it is never done. */
        void discard();
    }

    private final Workers workers;

    OffLoop(Workers workers) {
        this.workers = workers;
    }

    /** Begins {@code work}; {@code then} gets its result, unless the invocation does not wait any more. */
    <T> Outcome run(Invocation invocation, Work<T> work, Function<T, Outcome> then) {
        Waiting waiting = new Waiting(invocation);
        invocation.awaits(waiting);
        AtomicBoolean begun = new AtomicBoolean();
        workers.<Attempt<T>>run(
                () -> {
                    begun.set(true);
                    return attempt(work);
                },
                reason -> {
                    if (begun.compareAndSet(false, true)) {
                        work.discard();
                    }
                    return new Attempt.NotDone<>(reason);
                },
                invocation.exchange().eventLoop(),
                attempt -> waiting.goOn(attempt, then));
        return Outcome.LATER;
    }

    private static <T> Attempt<T> attempt(Work<T> work) {
        try {
            return new Attempt.Done<>(work.run());
        } catch (Throwable e) {
            return new Attempt.Broken<>(e);
        }
    }

    /** How the work went. */
    private sealed interface Attempt<T> {

        record Done<T>(T result) implements Attempt<T> {}

        record Broken<T>(Throwable cause) implements Attempt<T> {}

        record NotDone<T>(String reason) implements Attempt<T> {}
    }

    /** Confined to the event loop of its invocation. */
    private static final class Waiting implements Pending {

        private final Invocation invocation;
        private boolean over;

        Waiting(Invocation invocation) {
            this.invocation = invocation;
        }

        <T> void goOn(Attempt<T> attempt, Function<T, Outcome> then) {
            if (!over) {
                over = true;
                invocation.exchange().trail().goOn();
                invocation.resume(outcome(attempt, then));
            }
        }

        private <T> Outcome outcome(Attempt<T> attempt, Function<T, Outcome> then) {
            if (attempt instanceof Attempt.NotDone<T> notDone) {
                return invocation.fail(TrailSteps.GATEWAY, notDone.reason(), FaultType.API_CONFIGURATION_ERROR);
            }
            if (attempt instanceof Attempt.Broken<T> broken) {
                return new Outcome.Broken(broken.cause());
            }
            try {
                return then.apply(((Attempt.Done<T>) attempt).result());
            } catch (Throwable e) {
                return new Outcome.Broken(e);
            }
        }

        @Override
        public void callOff() {
            over = true;
        }
    }
}
