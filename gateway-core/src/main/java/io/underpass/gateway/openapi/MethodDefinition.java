package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A method of an API.
 *
 * <p>Threads: immutable as long as nobody writes to the nodes.
 *
 * @param settings members of PutMethod, but for ids
 * @param authorizer the name of the method's authorizer
 * @param requestValidator the name of the method's request validator
 * @param responses members of PutMethodResponse
 * @param integration members of PutIntegration
 * @param integrationResponses members of PutIntegrationResponse
 */
public record MethodDefinition(
        String httpMethod,
        ObjectNode settings,
        Optional<String> authorizer,
        Optional<String> requestValidator,
        List<ObjectNode> responses,
        Optional<ObjectNode> integration,
        List<ObjectNode> integrationResponses) {}
