package io.underpass.gateway.data;

import java.util.Map;
import java.util.Optional;

/**
 * Who sends a request, as far as its method asks for it. Members that the method's authorization does not tell are empty.
 *
 * <p>Threads: immutable.
 *
 * @param accessKey the access key's id ({@code $context.identity.accessKey})
 * @param accountId the account of a signer
 * @param userId {@code $context.identity.caller} and {@code .user}
 * @param userArn {@code $context.identity.userArn}
 * @param context {@code $context.authorizer.NAME}, {@code principalId} included
 * @param claims {@code $context.authorizer.claims.NAME}
 * @param usageIdentifierKey the API key that a Lambda authorizer names
 * @param latencyMillis how long the authorizer's function took; zero where it was not called
 */
record Caller(
        String accessKey,
        String accountId,
        String userId,
        String userArn,
        Map<String, String> context,
        Map<String, String> claims,
        Optional<String> usageIdentifierKey,
        long latencyMillis) {

    /** Nobody knows. */
    static final Caller ANONYMOUS = new Caller("", "", "", "", Map.of(), Map.of(), Optional.empty(), 0);

    private static final String CLAIMS = "claims.";

    static Caller signedBy(String accessKey, String accountId, String userId, String userArn) {
        return new Caller(accessKey, accountId, userId, userArn, Map.of(), Map.of(), Optional.empty(), 0);
    }

    /** Whom a Lambda function has let in. */
    static Caller of(Map<String, String> context, Optional<String> usageIdentifierKey, long latencyMillis) {
        return new Caller("", "", "", "", context, Map.of(), usageIdentifierKey, latencyMillis);
    }

    /** Whom a user pool's token is for. */
    static Caller ofUserPool(Map<String, String> claims) {
        return new Caller("", "", "", "", Map.of(), claims, Optional.empty(), 0);
    }

    /** The value of {@code $context.authorizer.NAME}; empty where there is none. */
    String authorizer(String name) {
        return name.startsWith(CLAIMS)
                ? claims.getOrDefault(name.substring(CLAIMS.length()), "")
                : context.getOrDefault(name, "");
    }
}
