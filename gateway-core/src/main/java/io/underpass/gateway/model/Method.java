package io.underpass.gateway.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * One verb on one resource.
 *
 * <p>Threads: immutable.
 *
 * @param httpMethod the verb, or {@code ANY}
 * @param authorizationType NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS
 * @param requestParameters by <code>method.request.{path|querystring|header}.NAME</code>, whether required
 * @param requestModels model names by content type
 * @param methodResponses by status code
 * @param integration empty until PutIntegration
 */
public record Method(
        String httpMethod,
        String authorizationType,
        Optional<String> authorizerId,
        boolean apiKeyRequired,
        Optional<String> requestValidatorId,
        Optional<String> operationName,
        Map<String, Boolean> requestParameters,
        Map<String, String> requestModels,
        List<String> authorizationScopes,
        PSortedMap<String, MethodResponse> methodResponses,
        Optional<Integration> integration) {

    /** This method with another integration, or none. */
    public Method withIntegration(Optional<Integration> next) {
        return copy(methodResponses, next);
    }

    /** This method with other method responses. */
    public Method withMethodResponses(PSortedMap<String, MethodResponse> next) {
        return copy(next, integration);
    }

    private Method copy(PSortedMap<String, MethodResponse> nextResponses, Optional<Integration> nextIntegration) {
        return new Method(
                httpMethod,
                authorizationType,
                authorizerId,
                apiKeyRequired,
                requestValidatorId,
                operationName,
                requestParameters,
                requestModels,
                authorizationScopes,
                nextResponses,
                nextIntegration);
    }
}
