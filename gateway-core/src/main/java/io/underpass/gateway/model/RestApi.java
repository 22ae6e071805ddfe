package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A REST API without its resources.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param id ten characters, unique across scopes
 * @param rootResourceId the id of the resource {@code /}
 */
public record RestApi(
        Scope scope,
        String id,
        String name,
        Optional<String> description,
        Instant createdDate,
        Optional<String> version,
        List<String> binaryMediaTypes,
        Optional<Integer> minimumCompressionSize,
        String apiKeySource,
        EndpointConfiguration endpointConfiguration,
        Optional<String> policy,
        Map<String, String> tags,
        boolean disableExecuteApiEndpoint,
        String rootResourceId,
        Optional<String> securityPolicy,
        Optional<String> endpointAccessMode) {

    /** This API without a resource policy. */
    public RestApi withoutPolicy() {
        return copy(Optional.empty(), tags);
    }

    /** This API with other tags. */
    public RestApi withTags(Map<String, String> next) {
        return copy(policy, next);
    }

    private RestApi copy(Optional<String> nextPolicy, Map<String, String> nextTags) {
        return new RestApi(
                scope,
                id,
                name,
                description,
                createdDate,
                version,
                binaryMediaTypes,
                minimumCompressionSize,
                apiKeySource,
                endpointConfiguration,
                nextPolicy,
                nextTags,
                disableExecuteApiEndpoint,
                rootResourceId,
                securityPolicy,
                endpointAccessMode);
    }

    /**
     * How clients reach the API.
     *
     * @param types one of EDGE, REGIONAL, PRIVATE
     * @param ipAddressType ipv4 or dualstack
     */
    public record EndpointConfiguration(List<String> types, String ipAddressType, List<String> vpcEndpointIds) {}
}
