package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.state.EmulatorState;
import io.underpass.emulator.state.StateFailure;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at {@code /_underpass/state}: GET exports the state of all services as one document, PUT puts such a document
 * in its place.
 *
 * <p>Threads: safe; the state is read and changed on the control thread.
 */
public final class StateService implements HttpService {

    /** Ten thousand resources take about ten megabytes. */
    private static final int MAX_BODY_BYTES = 128 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StateService.class);

    private final EmulatorState state;
    private final Executor controlThread;

    /** Export and import of {@code state}. */
    public StateService(EmulatorState state, Executor controlThread) {
        this.state = state;
        this.controlThread = controlThread;
    }

    @Override
    public void handle(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.GET)) {
            onControlThread(exchange, () -> new Reply(200, state.export()));
        } else if (method.equals(HttpMethod.PUT)) {
            BodyCollector.collect(
                    exchange.body(),
                    MAX_BODY_BYTES,
                    body -> {
                        String document = text(body);
                        onControlThread(exchange, () -> replace(document));
                    },
                    failure -> refuse(exchange, failure));
        } else {
            Answer.message(exchange, 405, "Only GET and PUT are served here");
        }
    }

    private static String text(ByteBuf body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            body.release();
        }
    }

    private static void refuse(Exchange exchange, Failure failure) {
        if (failure.kind() == Failure.Kind.TOO_LARGE) {
            Answer.message(exchange, 413, "The document is " + failure.detail());
        } else {
            exchange.abort(failure);
        }
    }

    private Reply replace(String document) {
        try {
            state.replace(StateJson.tree(document));
            return new Reply(200, message("The document is the state now"));
        } catch (UnreadableState e) {
            ObjectNode body = message("Nothing has changed: " + e.getMessage());
            return new Reply(400, body.put("path", e.path()).put("reason", e.reason()));
        } catch (StateFailure e) {
            return new Reply(500, message("Nothing has changed: " + e.getMessage()));
        }
    }

    /** Whatever goes wrong, the caller gets an answer. */
    private void onControlThread(Exchange exchange, Supplier<Reply> work) {
        try {
            controlThread.execute(() -> {
                Reply reply;
                try {
                    reply = work.get();
                } catch (RuntimeException e) {
                    LOG.error("{} of the state failed", exchange.request().method(), e);
                    reply = new Reply(500, message("Underpass failed: " + e));
                }
                // Rendering takes too long for an event loop.
                HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
                String text = reply.body().toPrettyString() + "\n";
                exchange.eventLoop()
                        .execute(() -> WholeResponse.of(status, "application/json", text)
                                .sendTo(exchange));
            });
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
        }
    }

    private static ObjectNode message(String message) {
        return JsonNodeFactory.instance.objectNode().put("message", message);
    }

    private record Reply(int status, ObjectNode body) {}
}
