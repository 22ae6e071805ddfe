package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodResponse;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes methods as operations.
 *
 * <p>Threads: confined to one export.
 */
final class OperationWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> PLACES =
            Map.of("path", "path", "querystring", "query", "header", "header");
    private static final String REQUEST = "method.request.";
    private static final String RESPONSE_HEADER = "method.response.header.";

    private final ApiDefinitions definitions;
    private final SecurityWriter security;
    private final ExportOptions options;

    OperationWriter(ApiDefinitions definitions, SecurityWriter security, ExportOptions options) {
        this.definitions = definitions;
        this.security = security;
        this.options = options;
    }

    /** {@code method} of the resource {@code resourceId}. */
    ObjectNode write(Method method, String resourceId) {
        ObjectNode operation = NODES.objectNode();
        method.operationName().ifPresent(name -> operation.put("operationId", name));
        if (options.swagger()) {
            mediaTypes(method, operation);
        }
        ArrayNode parameters = NODES.arrayNode();
        method.requestParameters().forEach((name, required) -> parameter(parameters, name, required));
        if (!method.requestModels().isEmpty()) {
            body(method, operation, parameters);
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        ObjectNode responses = operation.putObject("responses");
        method.methodResponses().forEach((status, response) -> responses.set(status, response(response)));
        security.write(method, operation);
        if (options.extended()) {
            method.requestValidatorId()
                    .flatMap(id ->
                            Optional.ofNullable(definitions.requestValidators().get(id)))
                    .ifPresent(validator -> operation.put(Extensions.REQUEST_VALIDATOR, validator.name()));
        }
        if (options.integrations()) {
            method.integration()
                    .ifPresent(integration ->
                            operation.set(Extensions.INTEGRATION, IntegrationWriter.write(integration, resourceId)));
        }
        return operation;
    }

    private static void mediaTypes(Method method, ObjectNode operation) {
        if (!method.requestModels().isEmpty()) {
            method.requestModels().keySet().forEach(operation.putArray("consumes")::add);
        }
        Set<String> produced = new LinkedHashSet<>();
        method.methodResponses()
                .values()
                .forEach(response -> produced.addAll(response.responseModels().keySet()));
        if (!produced.isEmpty()) {
            produced.forEach(operation.putArray("produces")::add);
        }
    }

    private void parameter(ArrayNode parameters, String name, boolean required) {
        String place = name.substring(REQUEST.length(), name.indexOf('.', REQUEST.length()));
        ObjectNode parameter = parameters
                .addObject()
                .put("name", name.substring(REQUEST.length() + place.length() + 1))
                .put("in", PLACES.getOrDefault(place, place))
                .put("required", required);
        type(parameter);
    }

    private void type(ObjectNode node) {
        (options.swagger() ? node : node.putObject("schema")).put("type", "string");
    }

    private void body(Method method, ObjectNode operation, ArrayNode parameters) {
        if (!options.swagger()) {
            ObjectNode body = operation.putObject("requestBody");
            content(body, method.requestModels());
            body.put("required", true);
            return;
        }
        String model = method.requestModels().values().iterator().next();
        parameters
                .addObject()
                .put("in", "body")
                .put("name", model)
                .put("required", true)
                .set("schema", reference(model));
    }

    private ObjectNode response(MethodResponse response) {
        ObjectNode node = NODES.objectNode().put("description", response.statusCode() + " response");
        if (!response.responseParameters().isEmpty()) {
            ObjectNode headers = node.putObject("headers");
            response.responseParameters()
                    .keySet()
                    .forEach(name -> type(headers.putObject(name.substring(RESPONSE_HEADER.length()))));
        }
        if (!response.responseModels().isEmpty()) {
            if (options.swagger()) {
                node.set(
                        "schema",
                        reference(response.responseModels().values().iterator().next()));
            } else {
                content(node, response.responseModels());
            }
        }
        return node;
    }

    private void content(ObjectNode node, Map<String, String> models) {
        ObjectNode content = node.putObject("content");
        models.forEach((type, model) -> content.putObject(type).set("schema", reference(model)));
    }

    private ObjectNode reference(String model) {
        return NODES.objectNode().put("$ref", options.schemas() + model);
    }
}
