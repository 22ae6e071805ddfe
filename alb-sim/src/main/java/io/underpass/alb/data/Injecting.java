package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledListener;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.InjectedFault;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    /** Holds {@code exchange} up and ends it, or lets it go on by {@code next}. */
    static void into(
            Exchange exchange, InjectedFault fault, CompiledListener listener, OwnAnswers answers, Runnable next) {
        exchange.trail().note(FaultPoint.STEP, fault.source());
        if (fault.delay().isZero()) {
            goOn(exchange, fault, listener, answers, next);
            return;
        }
        Runnable later = () -> {
            try {
                goOn(exchange, fault, listener, answers, next);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // Nobody above would notice a defect any more, and the client would wait.
                LOG.error("a request failed that was held up by {}", fault.source(), e);
                exchange.abort(new Failure(Failure.Kind.INTERNAL, "the listener failed: " + e));
            }
        };
        try {
            exchange.eventLoop().schedule(later, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            exchange.abort(new Failure(Failure.Kind.INTERNAL, "the process is stopping"));
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
}
