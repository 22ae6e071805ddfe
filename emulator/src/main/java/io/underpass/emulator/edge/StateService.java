package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.state.EmulatorState;
import io.underpass.emulator.state.StateFailure;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.concurrent.Executor;

/**
 * Answers at {@code /_underpass/state}: GET exports the state of all services as one document, PUT puts such a document
 * in its place.
 *
 * <p>Threads: safe; the state is read and changed on the control thread.
 */
public final class StateService implements HttpService {

    /** Ten thousand resources take about ten megabytes. */
    private static final int MAX_BODY_BYTES = 128 * 1024 * 1024;

    private final EmulatorState state;
    private final SlowAnswers answers;

    /** Export and import of {@code state}. */
    public StateService(EmulatorState state, Executor controlThread) {
        this.state = state;
        this.answers = new SlowAnswers(controlThread);
    }

    @Override
    public void handle(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.GET)) {
            answers.answer(exchange, () -> Answer.of(200, state.export()));
        } else if (method.equals(HttpMethod.PUT)) {
            SlowAnswers.withBody(
                    exchange,
                    MAX_BODY_BYTES,
                    "The document",
                    document -> answers.answer(exchange, () -> replace(document)));
        } else {
            Answer.message(exchange, 405, "Only GET and PUT are served here");
        }
    }

    private WholeResponse replace(String document) {
        try {
            state.replace(StateJson.tree(document));
            return Answer.of(200, Answer.message("The document is the state now"));
        } catch (UnreadableState e) {
            ObjectNode body = Answer.message("Nothing has changed: " + e.getMessage());
            return Answer.of(400, body.put("path", e.path()).put("reason", e.reason()));
        } catch (StateFailure e) {
            return Answer.of(500, Answer.message("Nothing has changed: " + e.getMessage()));
        }
    }
}
