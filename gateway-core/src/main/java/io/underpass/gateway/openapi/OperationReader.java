package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an operation of a document: a method, its responses, its integration.
 *
 * <p>Threads: confined to one import.
 */
final class OperationReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> PLACES =
            Map.of("path", "path", "query", "querystring", "header", "header");

    private final Document document;
    private final SchemaModels models;
    private final SecuritySchemes security;
    private final List<String> warnings;

    OperationReader(Document document, SchemaModels models, SecuritySchemes security, List<String> warnings) {
        this.document = document;
        this.models = models;
        this.security = security;
        this.warnings = warnings;
    }

    /** Reads {@code operation}, which shares the parameters of {@code item}. */
    MethodDefinition read(String path, String verb, JsonNode item, JsonNode operation) {
        String where = verb + ' ' + path;
        ObjectNode settings = NODES.objectNode().put("httpMethod", verb);
        Optional<String> authorizer = security.apply(operation, settings, where);
        Document.text(operation.path("operationId")).ifPresent(name -> settings.put("operationName", name));
        ObjectNode parameters = NODES.objectNode();
        ObjectNode requestModels = NODES.objectNode();
        for (JsonNode parameter : parameters(item, operation)) {
            read(parameter, operation, parameters, requestModels, where);
        }
        addModels(requestModels, document.resolve(operation.path("requestBody")).path("content"));
        putFilled(settings, "requestParameters", parameters);
        putFilled(settings, "requestModels", requestModels);
        Optional<String> validator = Document.text(operation.path(Extensions.REQUEST_VALIDATOR))
                .or(() -> Document.text(document.at(Extensions.REQUEST_VALIDATOR)));
        List<ObjectNode> responses = responses(operation, where);
        JsonNode extension = document.resolve(operation.path(Extensions.INTEGRATION));
        if (!extension.isObject()) {
            return new MethodDefinition(verb, settings, authorizer, validator, responses, Optional.empty(), List.of());
        }
        IntegrationReader integration = new IntegrationReader(extension, path, verb, warnings);
        return new MethodDefinition(
                verb,
                settings,
                authorizer,
                validator,
                responses,
                Optional.of(integration.settings()),
                integration.responses());
    }

    /** The operation's own parameters replace those that all operations of the path share. */
    private Iterable<JsonNode> parameters(JsonNode item, JsonNode operation) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode unresolved : list) {
                JsonNode parameter = document.resolve(unresolved);
                found.put(
                        parameter.path("in").asText()
                                + ' '
                                + parameter.path("name").asText(),
                        parameter);
            }
        }
        return found.values();
    }

    private void read(
            JsonNode parameter, JsonNode operation, ObjectNode parameters, ObjectNode requestModels, String where) {
        String in = parameter.path("in").asText();
        String name = parameter.path("name").asText();
        if (PLACES.containsKey(in)) {
            parameters.put(
                    "method.request." + PLACES.get(in) + '.' + name,
                    parameter.path("required").asBoolean());
        } else if (document.swagger() && in.equals("body")) {
            models.nameOf(parameter.path("schema")).ifPresent(model -> {
                for (String type : mediaTypes(operation, "consumes")) {
                    requestModels.put(type, model);
                }
            });
        } else {
            warnings.add("The parameter " + name + " of " + where + " in '" + in + "' was ignored");
        }
    }

    private List<ObjectNode> responses(JsonNode operation, String where) {
        List<ObjectNode> responses = new ArrayList<>();
        Document.each(operation.path("responses"), (status, unresolved) -> {
            if (status.startsWith("x-")) {
                return;
            }
            if (!status.matches("[1-5]\\d\\d")) {
                warnings.add("The response '" + status + "' of " + where + " has no status code and was ignored");
                return;
            }
            JsonNode given = document.resolve(unresolved);
            ObjectNode response = NODES.objectNode().put("statusCode", status);
            ObjectNode headers = NODES.objectNode();
            Document.each(
                    given.path("headers"), (name, header) -> headers.put("method.response.header." + name, false));
            ObjectNode responseModels = NODES.objectNode();
            if (document.swagger()) {
                models.nameOf(given.path("schema")).ifPresent(model -> {
                    for (String type : mediaTypes(operation, "produces")) {
                        responseModels.put(type, model);
                    }
                });
            } else {
                addModels(responseModels, given.path("content"));
            }
            putFilled(response, "responseParameters", headers);
            putFilled(response, "responseModels", responseModels);
            responses.add(response);
        });
        return responses;
    }

    private void addModels(ObjectNode byType, JsonNode content) {
        Document.each(
                content,
                (type, body) -> models.nameOf(body.path("schema")).ifPresent(model -> byType.put(type, model)));
    }

    private List<String> mediaTypes(JsonNode operation, String member) {
        JsonNode given = operation.path(member).isArray() ? operation.path(member) : document.at(member);
        List<String> types = new ArrayList<>();
        given.forEach(type -> types.add(type.asText()));
        return types.isEmpty() ? List.of("application/json") : types;
    }

    private static void putFilled(ObjectNode node, String member, ObjectNode values) {
        if (!values.isEmpty()) {
            node.set(member, values);
        }
    }
}
