package io.underpass.alb.data;

import io.netty.util.concurrent.Future;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.Flow;
import io.underpass.wire.InjectedFault;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go wrong what is to go wrong with a request at a listener.
 *
 * <p>Threads: safe, holds nothing; a call is confined to the event loop of its exchange.
 */
final class Injecting {

    private static final Logger LOG = LoggerFactory.getLogger(Injecting.class);

    private Injecting() {}

    /** Holds {@code exchange} up and ends it, or lets it go on by {@code next}, unless its client leaves meanwhile. */
    static void into(
            Exchange exchange, InjectedFault fault, CompiledListener listener, OwnAnswers answers, Runnable next) {
        exchange.trail().note(FaultPoint.STEP, fault.source());
        if (fault.delay().isZero()) {
            goOn(exchange, fault, listener, answers, next);
        } else {
            new HeldUp(exchange, fault, () -> goOn(exchange, fault, listener, answers, next)).begin();
        }
    }

    private static void goOn(
            Exchange exchange, InjectedFault fault, CompiledListener listener, OwnAnswers answers, Runnable next) {
        if (!fault.ends()) {
            next.run();
            return;
        }
        exchange.trail().fail(FaultPoint.STEP, fault.reason());
        if (fault.resets()) {
            exchange.abort(fault.failure());
        } else {
            answers.page(exchange, listener, fault.status().orElseThrow());
        }
    }

    /** A request that goes on later. Until somebody else produces its answer, this one does. */
    private static final class HeldUp implements Flow {

        private final Exchange exchange;
        private final InjectedFault fault;
        private final Runnable next;
        private @Nullable Future<?> timer;

        HeldUp(Exchange exchange, InjectedFault fault, Runnable next) {
            this.exchange = exchange;
            this.fault = fault;
            this.next = next;
        }

        void begin() {
            try {
                timer = exchange.eventLoop().schedule(this::goOn, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                exchange.abort(new Failure(Failure.Kind.INTERNAL, "the process is stopping"));
                return;
            }
            exchange.producer(this); // may cancel it at once
        }

        private void goOn() {
            timer = null;
            exchange.trail().goOn();
            try {
                next.run();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // Nobody above would notice a defect any more, and the client would wait.
                LOG.error("a request failed that was held up by {}", fault.source(), e);
                exchange.abort(new Failure(Failure.Kind.INTERNAL, "the listener failed: " + e));
            }
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            if (timer != null) {
                timer.cancel(false);
                timer = null;
                exchange.body().discard();
            }
        }
    }
}
