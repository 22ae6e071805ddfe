package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.GatewayState;

/**
 * What may be the value of an API key (spec 6.6).
 *
 * <p>Threads: stateless.
 */
final class ApiKeyRules {

    static final int GENERATED_LENGTH = 40;
    static final int ID_LENGTH = 10;
    private static final int MIN_LENGTH = 20;
    private static final int MAX_LENGTH = 128;

    private ApiKeyRules() {}

    static void checkValue(String value) {
        if (value.length() < MIN_LENGTH) {
            throw Refusals.badRequest("API Key value should be at least 20 characters");
        }
        if (value.length() > MAX_LENGTH) {
            throw Refusals.badRequest("API Key value exceeds maximum size of 128 characters");
        }
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            // A guess; no client could send it in a header.
            throw Refusals.badRequest("API Key value contains invalid characters");
        }
    }

    /** Whether a key of {@code scope} has this value. */
    static boolean isTaken(GatewayState state, Scope scope, String value) {
        return state.apiKeys().values().stream()
                .anyMatch(key -> key.value().equals(value) && key.scope().equals(scope));
    }
}
