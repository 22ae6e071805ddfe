package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;

/** Writes an integration and its responses as AWS answers them. Threads: stateless. */
final class IntegrationJson {

    private IntegrationJson() {}

    static ObjectNode of(Integration integration) {
        ObjectNode node = settings(integration);
        if (!integration.integrationResponses().isEmpty()) {
            ObjectNode responses = node.putObject("integrationResponses");
            integration.integrationResponses().forEach((status, response) -> responses.set(status, response(response)));
        }
        return node;
    }

    /** {@code integration} without its responses. */
    static ObjectNode settings(Integration integration) {
        ObjectNode node = Json.object();
        node.put("type", integration.type());
        Json.put(node, "httpMethod", integration.httpMethod());
        Json.put(node, "uri", integration.uri());
        Json.put(node, "connectionType", integration.connectionType());
        Json.put(node, "connectionId", integration.connectionId());
        Json.put(node, "credentials", integration.credentials());
        Json.putStrings(node, "requestParameters", integration.requestParameters());
        Json.putStrings(node, "requestTemplates", integration.requestTemplates());
        node.put("passthroughBehavior", integration.passthroughBehavior());
        Json.put(node, "contentHandling", integration.contentHandling());
        node.put("timeoutInMillis", integration.timeoutInMillis());
        node.put("cacheNamespace", integration.cacheNamespace());
        node.set("cacheKeyParameters", Json.list(integration.cacheKeyParameters()));
        integration
                .tlsConfig()
                .ifPresent(tls ->
                        node.putObject("tlsConfig").put("insecureSkipVerification", tls.insecureSkipVerification()));
        Json.put(node, "responseTransferMode", integration.responseTransferMode());
        Json.put(node, "integrationTarget", integration.integrationTarget());
        return node;
    }

    static ObjectNode response(IntegrationResponse response) {
        ObjectNode node = Json.object();
        node.put("statusCode", response.statusCode());
        Json.put(node, "selectionPattern", response.selectionPattern());
        Json.putStrings(node, "responseParameters", response.responseParameters());
        response.responseTemplates().ifPresent(templates -> node.set("responseTemplates", Json.strings(templates)));
        Json.put(node, "contentHandling", response.contentHandling());
        return node;
    }
}
