package io.underpass.gateway.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * Where a method's requests go, and how they are changed on the way.
 *
 * <p>Threads: immutable.
 *
 * @param type HTTP, HTTP_PROXY, MOCK, AWS or AWS_PROXY
 * @param httpMethod the verb towards the backend, {@code ANY} for the client's; empty for MOCK
 * @param uri the backend's address as given, stage variables and placeholders unresolved
 * @param connectionType INTERNET or VPC_LINK; empty where AWS shows none (MOCK, AWS)
 * @param connectionId the VPC link's id, or <code>${stageVariables.NAME}</code>
 * @param integrationTarget the ARN of the load balancer (or of a listener of it) that a VPC link v2 forwards to
 * @param credentials the role that API Gateway would assume to call the backend, or {@code arn:aws:iam::*:user/*} for the
 *     caller's own; kept and shown, since no service is asked here whether a role may call it
 * @param requestParameters targets by source: {@code integration.request.path.proxy} from
 *     {@code method.request.path.proxy}
 * @param responseTransferMode BUFFERED or STREAM; empty means BUFFERED
 * @param integrationResponses by status code
 */
public record Integration(
        String type,
        Optional<String> httpMethod,
        Optional<String> uri,
        Optional<String> connectionType,
        Optional<String> connectionId,
        Optional<String> integrationTarget,
        Optional<String> credentials,
        Map<String, String> requestParameters,
        Map<String, String> requestTemplates,
        String passthroughBehavior,
        Optional<String> contentHandling,
        int timeoutInMillis,
        String cacheNamespace,
        List<String> cacheKeyParameters,
        Optional<TlsConfig> tlsConfig,
        Optional<String> responseTransferMode,
        PSortedMap<String, IntegrationResponse> integrationResponses) {

    /** How the backend's certificate is checked. */
    public record TlsConfig(boolean insecureSkipVerification) {}

    /** This integration with other integration responses. */
    public Integration withIntegrationResponses(PSortedMap<String, IntegrationResponse> next) {
        return copy(cacheNamespace, next);
    }

    /** This integration with another place in the cache. */
    public Integration withCacheNamespace(String next) {
        return copy(next, integrationResponses);
    }

    private Integration copy(String nextNamespace, PSortedMap<String, IntegrationResponse> nextResponses) {
        return new Integration(
                type,
                httpMethod,
                uri,
                connectionType,
                connectionId,
                integrationTarget,
                credentials,
                requestParameters,
                requestTemplates,
                passthroughBehavior,
                contentHandling,
                timeoutInMillis,
                nextNamespace,
                cacheKeyParameters,
                tlsConfig,
                responseTransferMode,
                nextResponses);
    }
}
