package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.IntegrationResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes {@code x-amazon-apigateway-integration}. Threads: stateless. */
final class IntegrationWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private IntegrationWriter() {}

    /**
     * {@code integration}, without what follows from the rest.
     *
     * @param resourceId the default of the cache namespace
     */
    static ObjectNode write(Integration integration, String resourceId) {
        ObjectNode node = NODES.objectNode().put("type", integration.type().toLowerCase(Locale.ROOT));
        put(node, "httpMethod", integration.httpMethod());
        put(node, "uri", integration.uri());
        put(node, "credentials", integration.credentials());
        put(node, "connectionType", integration.connectionType().filter(type -> !type.equals("INTERNET")));
        put(node, "connectionId", integration.connectionId());
        put(node, "integrationTarget", integration.integrationTarget());
        put(node, "responseTransferMode", integration.responseTransferMode());
        integration
                .tlsConfig()
                .ifPresent(tls ->
                        node.putObject("tlsConfig").put("insecureSkipVerification", tls.insecureSkipVerification()));
        responses(node, integration);
        putStrings(node, "requestParameters", integration.requestParameters());
        putStrings(node, "requestTemplates", integration.requestTemplates());
        node.put("passthroughBehavior", integration.passthroughBehavior().toLowerCase(Locale.ROOT));
        put(node, "contentHandling", integration.contentHandling());
        node.put("timeoutInMillis", integration.timeoutInMillis());
        put(node, "cacheNamespace", Optional.of(integration.cacheNamespace()).filter(name -> !name.equals(resourceId)));
        if (!integration.cacheKeyParameters().isEmpty()) {
            integration.cacheKeyParameters().forEach(node.putArray("cacheKeyParameters")::add);
        }
        return node;
    }

    /** By pattern, so of several without one only the first has a place in the document. */
    private static void responses(ObjectNode node, Integration integration) {
        if (integration.integrationResponses().isEmpty()) {
            return;
        }
        ObjectNode responses = node.putObject("responses");
        for (IntegrationResponse response : integration.integrationResponses().values()) {
            String pattern =
                    response.selectionPattern().filter(text -> !text.isEmpty()).orElse("default");
            if (!responses.has(pattern)) {
                ObjectNode one = responses.putObject(pattern).put("statusCode", response.statusCode());
                putStrings(one, "responseParameters", response.responseParameters());
                response.responseTemplates()
                        .ifPresent(templates -> templates.forEach(one.putObject("responseTemplates")::put));
                put(one, "contentHandling", response.contentHandling());
            }
        }
    }

    private static void put(ObjectNode node, String member, Optional<String> value) {
        value.ifPresent(text -> node.put(member, text));
    }

    private static void putStrings(ObjectNode node, String member, Map<String, String> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putObject(member)::put);
        }
    }
}
