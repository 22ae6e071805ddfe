package io.underpass.gateway.model;

import java.util.List;
import java.util.Optional;

/**
 * Who decides whether a request may pass.
 *
 * <p>Threads: immutable.
 *
 * @param type TOKEN, REQUEST or COGNITO_USER_POOLS
 * @param providerArns the user pools; empty but with COGNITO_USER_POOLS
 * @param authorizerUri the Lambda function's invocation URI; empty with COGNITO_USER_POOLS
 * @param identitySource mapping expressions with commas between them
 * @param authorizerResultTtlInSeconds how long a decision is kept; empty for AWS's default
 */
public record Authorizer(
        String id,
        String name,
        String type,
        List<String> providerArns,
        Optional<String> authType,
        Optional<String> authorizerUri,
        Optional<String> authorizerCredentials,
        Optional<String> identitySource,
        Optional<String> identityValidationExpression,
        Optional<Integer> authorizerResultTtlInSeconds) {

    /** This authorizer, of whose decisions none is kept. */
    public Authorizer forgetful() {
        return new Authorizer(
                id,
                name,
                type,
                providerArns,
                authType,
                authorizerUri,
                authorizerCredentials,
                identitySource,
                identityValidationExpression,
                Optional.of(0));
    }

    /** This authorizer under another id. */
    public Authorizer withId(String next) {
        return new Authorizer(
                next,
                name,
                type,
                providerArns,
                authType,
                authorizerUri,
                authorizerCredentials,
                identitySource,
                identityValidationExpression,
                authorizerResultTtlInSeconds);
    }
}
