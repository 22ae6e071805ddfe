package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodResponse;

/** Writes a method and its responses as AWS answers them. Threads: stateless. */
final class MethodJson {

    private MethodJson() {}

    static ObjectNode of(Method method) {
        ObjectNode node = settings(method);
        if (!method.methodResponses().isEmpty()) {
            ObjectNode responses = node.putObject("methodResponses");
            method.methodResponses().forEach((status, response) -> responses.set(status, response(response)));
        }
        method.integration().ifPresent(integration -> node.set("methodIntegration", IntegrationJson.of(integration)));
        return node;
    }

    /** {@code method} without its responses and its integration. */
    static ObjectNode settings(Method method) {
        ObjectNode node = Json.object();
        node.put("httpMethod", method.httpMethod());
        node.put("authorizationType", method.authorizationType());
        Json.put(node, "authorizerId", method.authorizerId());
        node.put("apiKeyRequired", method.apiKeyRequired());
        Json.put(node, "requestValidatorId", method.requestValidatorId());
        Json.put(node, "operationName", method.operationName());
        Json.putFlags(node, "requestParameters", method.requestParameters());
        Json.putStrings(node, "requestModels", method.requestModels());
        Json.putList(node, "authorizationScopes", method.authorizationScopes());
        return node;
    }

    static ObjectNode response(MethodResponse response) {
        ObjectNode node = Json.object();
        node.put("statusCode", response.statusCode());
        Json.putFlags(node, "responseParameters", response.responseParameters());
        Json.putStrings(node, "responseModels", response.responseModels());
        return node;
    }
}
