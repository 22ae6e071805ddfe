package io.underpass.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.util.List;

/** Lambda's Invoke API on a real socket; every function keeps the event it gets. Threads: safe. */
final class EchoFunction implements AutoCloseable {

    private final TestOrigin lambda = TestOrigin.start();

    EchoFunction() {
        returns(JsonNodeFactory.instance.objectNode().put("statusCode", 200).put("body", "called"));
    }

    /** From now on returns {@code result}. */
    void returns(JsonNode result) {
        lambda.behave(Behaviours.status(200, result.toString(), "Content-Type: application/json"));
    }

    /** From now on throws an error with {@code message}. */
    void fails(String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("errorMessage", message);
        lambda.behave(Behaviours.status(
                200, error.toString(), "Content-Type: application/json", "X-Amz-Function-Error: Unhandled"));
    }

    /** The event of the last call. */
    JsonNode event() {
        List<TestOrigin.Request> calls = lambda.requests();
        return ControlCalls.tree(calls.get(calls.size() - 1).bodyText());
    }

    /** How often it was called. */
    int count() {
        return lambda.count();
    }

    /** What tells the emulator of it. */
    ServiceEndpoints endpoints() {
        return ServiceEndpoints.of(List.of("http://127.0.0.1:" + lambda.port()), "");
    }

    @Override
    public void close() {
        lambda.close();
    }
}
