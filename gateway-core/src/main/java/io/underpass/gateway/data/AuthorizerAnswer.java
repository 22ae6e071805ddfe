package io.underpass.gateway.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.policy.PolicyDocument;
import io.underpass.gateway.policy.PolicyReader;
import io.underpass.gateway.policy.PolicyReading;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a Lambda authorizer has returned (AWS, "Output from an API Gateway Lambda authorizer").
 *
 * <p>Threads: immutable.
 */
sealed interface AuthorizerAnswer {

    /**
     * A decision, which may be one against.
     *
     * @param context {@code principalId} and the function's own values, as texts
     * @param policyText the policy as JSON
     * @param bytes about as much as is kept of the answer
     */
    record Decision(
            PolicyDocument policy,
            String policyText,
            Map<String, String> context,
            Optional<String> usageIdentifierKey,
            int bytes)
            implements AuthorizerAnswer {}

    /** The function has thrown {@code Unauthorized}. */
    record Unauthorized() implements AuthorizerAnswer {}

    /** Nothing that can be decided by. */
    record Unusable(FaultType type, String reason) implements AuthorizerAnswer {}

    /** Reads what the function returned. */
    static AuthorizerAnswer read(Result.Returned returned) {
        try {
            JsonNode root = Reader.MAPPER.readTree(returned.payload());
            if (returned.functionError().isPresent()) {
                String message = root.path("errorMessage").asText("");
                return message.equals("Unauthorized")
                        ? new Unauthorized()
                        : Reader.unusable("the authorizer's function failed: " + message);
            }
            return Reader.decision(root, returned.payload().length);
        } catch (IOException e) {
            return Reader.unusable("the authorizer's function returned no JSON");
        }
    }

    /** Reads decisions. */
    final class Reader {

        private static final JsonMapper MAPPER = new JsonMapper();

        private Reader() {}

        private static AuthorizerAnswer decision(JsonNode root, int bytes) throws JsonProcessingException {
            JsonNode principalId = root.path("principalId");
            if (!principalId.isTextual()) {
                return unusable("the authorizer's function returned no principalId");
            }
            JsonNode policy = root.path("policyDocument");
            if (!policy.isObject()) {
                return unusable("the authorizer's function returned no policyDocument");
            }
            String policyText = MAPPER.writeValueAsString(policy);
            PolicyReading reading = PolicyReader.identityPolicy(policyText);
            if (reading instanceof PolicyReading.Invalid invalid) {
                return unusable("the authorizer's policyDocument cannot be read: " + invalid.reason());
            }
            if (reading instanceof PolicyReading.NotEmulated missing) {
                return unusable("Underpass does not emulate " + missing.feature() + " yet");
            }
            Map<String, String> context = new LinkedHashMap<>();
            context.put("principalId", principalId.textValue());
            for (Map.Entry<String, JsonNode> entry : root.path("context").properties()) {
                JsonNode value = entry.getValue();
                if (value.isContainerNode()) {
                    return unusable("the authorizer's context value " + entry.getKey() + " is an object or an array");
                }
                if (!value.isNull()) {
                    context.put(entry.getKey(), value.asText());
                }
            }
            return new Decision(
                    ((PolicyReading.Readable) reading).document(),
                    policyText,
                    Map.copyOf(context),
                    Optional.ofNullable(root.path("usageIdentifierKey").textValue()),
                    bytes + policyText.length());
        }

        private static Unusable unusable(String reason) {
            return new Unusable(FaultType.AUTHORIZER_CONFIGURATION_ERROR, reason);
        }
    }
}
