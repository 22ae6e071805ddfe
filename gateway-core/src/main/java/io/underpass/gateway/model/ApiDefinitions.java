package io.underpass.gateway.model;

import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What the methods of one API refer to.
 *
 * <p>Threads: immutable.
 *
 * @param models by name
 * @param requestValidators by id
 * @param authorizers by id
 * @param gatewayResponses those that were put, by type
 */
public record ApiDefinitions(
        PSortedMap<String, Model> models,
        PSortedMap<String, RequestValidator> requestValidators,
        PSortedMap<String, Authorizer> authorizers,
        PSortedMap<String, GatewayResponse> gatewayResponses) {

    /** Nothing defined. */
    public static final ApiDefinitions EMPTY =
            new ApiDefinitions(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    /** These with other models. */
    public ApiDefinitions withModels(PSortedMap<String, Model> next) {
        return new ApiDefinitions(next, requestValidators, authorizers, gatewayResponses);
    }

    /** These with other request validators. */
    public ApiDefinitions withRequestValidators(PSortedMap<String, RequestValidator> next) {
        return new ApiDefinitions(models, next, authorizers, gatewayResponses);
    }

    /** These with other authorizers. */
    public ApiDefinitions withAuthorizers(PSortedMap<String, Authorizer> next) {
        return new ApiDefinitions(models, requestValidators, next, gatewayResponses);
    }

    /** These with other gateway responses. */
    public ApiDefinitions withGatewayResponses(PSortedMap<String, GatewayResponse> next) {
        return new ApiDefinitions(models, requestValidators, authorizers, next);
    }

    /** What was put for {@code type}, or else for its whole class of failures. */
    public Optional<GatewayResponse> gatewayResponse(GatewayResponseType type) {
        return Optional.ofNullable(gatewayResponses.get(type.name()))
                .or(() ->
                        Optional.ofNullable(gatewayResponses.get(type.general().name())));
    }
}
