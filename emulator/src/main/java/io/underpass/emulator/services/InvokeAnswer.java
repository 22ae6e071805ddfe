package io.underpass.emulator.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.wire.Failure;
import io.underpass.wire.ResponseHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What an answer of the Invoke API means (AWS, Lambda API reference).
 *
 * <p>Threads: immutable.
 *
 * @param function that was called
 * @param endpoint who was asked
 */
record InvokeAnswer(FunctionName function, ServiceEndpoint endpoint) {

    /** The limit that Lambda names when a function's answer exceeds it. */
    static final int MAX_RESPONSE_BYTES = 6_291_556;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UNHANDLED = "Unhandled";
    private static final int SHOWN_CHARACTERS = 200;

    /** What the answer with {@code head} and {@code payload} means. */
    Result of(ResponseHead head, byte[] payload) {
        int status = head.status().code();
        if (status < 200 || status >= 300) {
            return refusal(status, head.headers(), payload);
        }
        Optional<String> error = Optional.ofNullable(head.headers().get("X-Amz-Function-Error"));
        String version = head.headers().get("X-Amz-Executed-Version", "");
        return error.isEmpty() && InvokeApi.isInvocationPath(endpoint)
                ? ofRuntime(status, payload, version)
                : new Result.Returned(status, payload, error, version);
    }

    /** Why there is no answer. */
    Result failed(Failure failure, Duration timeout) {
        return switch (failure.kind()) {
            case TIMEOUT -> timedOut(timeout);
            case TOO_LARGE ->
                error(
                        200,
                        "Response payload size exceeded maximum allowed payload size (" + MAX_RESPONSE_BYTES
                                + " bytes).",
                        "Function.ResponseSizeTooLarge");
            default -> new Result.Unreachable("Lambda at " + endpoint + ": " + failure.detail());
        };
    }

    Result timedOut(Duration timeout) {
        return new Result.TimedOut("Lambda function " + function + " at " + endpoint + " has not answered within the"
                + " integration's timeout of " + timeout.toMillis() + " ms");
    }

    /**
     * The runtime interface emulator does not say whether the function failed (its issues 20 and 21); it can be told by
     * what errors look like.
     */
    private static Result ofRuntime(int status, byte[] payload, String version) {
        String start = new String(payload, 0, Math.min(payload.length, SHOWN_CHARACTERS), StandardCharsets.UTF_8);
        if (start.startsWith("Task timed out after ")) {
            return error(status, start.strip(), "Sandbox.Timedout");
        }
        boolean failed = start.contains("\"error") && isError(read(payload));
        return new Result.Returned(status, payload, failed ? Optional.of(UNHANDLED) : Optional.empty(), version);
    }

    private static boolean isError(JsonNode node) {
        return node.path("errorMessage").isTextual() && node.path("errorType").isTextual();
    }

    private static Result error(int status, String message, String type) {
        byte[] payload = JsonNodeFactory.instance
                .objectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Result.Returned(status, payload, Optional.of(UNHANDLED), "");
    }

    private Result refusal(int status, HttpHeaders headers, byte[] payload) {
        JsonNode body = read(payload);
        String type = type(headers.get("x-amzn-ErrorType", body.path("__type").asText("")));
        String detail = "Lambda at " + endpoint + " answered " + status + (type.isEmpty() ? "" : " " + type)
                + " for function " + function + ": " + message(body, payload);
        return switch (status) {
            case 404 -> new Result.NotFound(detail);
            case 401, 403 -> new Result.AccessDenied(detail);
            default -> new Result.Refused(status, type, detail);
        };
    }

    private static String type(String written) {
        String text = written.substring(written.indexOf('#') + 1);
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static String message(JsonNode body, byte[] payload) {
        JsonNode message = body.path("Message").isTextual() ? body.path("Message") : body.path("message");
        String text = message.isTextual() ? message.textValue() : new String(payload, StandardCharsets.UTF_8);
        return text.length() <= SHOWN_CHARACTERS ? text.strip() : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static JsonNode read(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
