package io.underpass.gateway.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.gateway.LambdaFunctions.Result;
import java.io.IOException;

/**
 * What becomes of calls of Lambda functions that went wrong.
 *
 * <p>Threads: stateless.
 */
final class FunctionErrors {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FunctionErrors() {}

    /**
     * What the client of a proxy integration is told. Where Lambda refuses a call API Gateway answers 500, whatever the
     * reason (AWS, "Handling Lambda errors with an API Gateway API"); 504 where no Lambda answers is a guess, since on AWS
     * one always does.
     */
    static FaultType fault(Result.Failed failure) {
        if (failure instanceof Result.TimedOut) {
            return FaultType.INTEGRATION_TIMEOUT;
        }
        if (failure instanceof Result.Unreachable) {
            return FaultType.INTEGRATION_FAILURE;
        }
        return failure instanceof Result.Refused refused && refused.status() == 413
                ? FaultType.INTEGRATION_REQUEST_TOO_LARGE
                : FaultType.API_CONFIGURATION_ERROR;
    }

    /** The error in {@code payload}, in the words of AWS's execution log. */
    static String reason(byte[] payload) {
        JsonNode error = read(payload);
        String id = error.path("requestId").asText("");
        return "Lambda execution failed with status 200 due to customer function error: " + message(error) + "."
                + (id.isEmpty() ? "" : " Lambda request id: " + id);
    }

    /** The {@code errorMessage} in {@code payload}; empty where it has none. */
    static String message(byte[] payload) {
        return message(read(payload));
    }

    private static String message(JsonNode error) {
        return error.path("errorMessage").asText("");
    }

    private static JsonNode read(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
