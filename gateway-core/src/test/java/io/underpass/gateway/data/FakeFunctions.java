package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.gateway.LambdaFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One Lambda function. Answers at once with what it was told, or leaves the answer to the test.
 *
 * <p>Threads: one.
 */
final class FakeFunctions implements LambdaFunctions {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Call> calls = new ArrayList<>();
    Optional<Result> answer = Optional.of(returned("{}"));
    Consumer<Result> waiting = result -> {
        throw new AssertionError("nobody waits for " + result);
    };
    boolean cancelled;

    FakeFunctions returns(String payload) {
        answer = Optional.of(returned(payload));
        return this;
    }

    FakeFunctions answers(Result result) {
        answer = Optional.of(result);
        return this;
    }

    /** Leaves the answer to the test, which then calls {@link #waiting}. */
    FakeFunctions silent() {
        answer = Optional.empty();
        return this;
    }

    static Result returned(String payload) {
        return new Result.Returned(200, payload.getBytes(UTF_8), Optional.empty(), "$LATEST");
    }

    static Result error(String payload) {
        return new Result.Returned(200, payload.getBytes(UTF_8), Optional.of("Unhandled"), "$LATEST");
    }

    Call call() {
        return calls.get(calls.size() - 1);
    }

    String event() {
        return new String(call().payload(), UTF_8);
    }

    JsonNode eventJson() {
        try {
            return JSON.readTree(call().payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Running invoke(Call call, Consumer<Result> result) {
        calls.add(call);
        waiting = result;
        answer.ifPresent(result);
        return () -> cancelled = true;
    }
}
