package io.underpass.emulator.edge;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that take too long to be made on an event loop.
 *
 * <p>Threads: safe.
 */
final class SlowAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(SlowAnswers.class);

    private final Executor worker;

    /** Answers that {@code worker} makes. */
    SlowAnswers(Executor worker) {
        this.worker = worker;
    }

    /** Answers with what {@code work} gives; whatever goes wrong, the caller gets an answer. */
    void answer(Exchange exchange, Supplier<WholeResponse> work) {
        try {
            worker.execute(() -> {
                WholeResponse made = made(exchange, work);
                exchange.eventLoop().execute(() -> made.sendTo(exchange));
            });
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
        }
    }

    private static WholeResponse made(Exchange exchange, Supplier<WholeResponse> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            LOG.error(
                    "{} {} failed",
                    exchange.request().method(),
                    exchange.request().path(),
                    e);
            return Answer.of(500, Answer.message("Underpass failed: " + e));
        }
    }

    /**
     * Reads a body, on the event loop.
     *
     * @param what the body is, for those who send too much of it
     */
    static void withBody(Exchange exchange, int maxBytes, String what, Consumer<String> use) {
        BodyCollector.collect(exchange.body(), maxBytes, body -> use.accept(text(body)), failure -> {
            if (failure.kind() == Failure.Kind.TOO_LARGE) {
                Answer.message(exchange, 413, what + " is " + failure.detail());
            } else {
                exchange.abort(failure);
            }
        });
    }

    /** Releases {@code body}. */
    private static String text(ByteBuf body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            body.release();
        }
    }
}
