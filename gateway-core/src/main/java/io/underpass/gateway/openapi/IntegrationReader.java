package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads {@code x-amazon-apigateway-integration}. Values of enumerations may be written in small letters.
 *
 * <p>Threads: confined to one import.
 */
final class IntegrationReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TEXTS =
            Set.of("uri", "connectionId", "integrationTarget", "credentials", "cacheNamespace");
    private static final Set<String> ENUMERATIONS =
            Set.of("type", "connectionType", "passthroughBehavior", "contentHandling", "responseTransferMode");
    /** What an export of AWS's writes for a body that is passed through. */
    private static final String PASSED_THROUGH = "__passthrough__";

    private final JsonNode extension;
    private final String path;
    private final String verb;
    private final List<String> warnings;

    IntegrationReader(JsonNode extension, String path, String verb, List<String> warnings) {
        this.extension = extension;
        this.path = path;
        this.verb = verb;
        this.warnings = warnings;
    }

    /** Members of PutIntegration. */
    ObjectNode settings() {
        ObjectNode members = NODES.objectNode();
        Document.each(extension, (name, value) -> {
            if (value.isNull()) {
                return;
            }
            if (TEXTS.contains(name)) {
                text(members, name, value, false);
            } else if (ENUMERATIONS.contains(name)) {
                text(members, name, value, true);
            } else {
                other(members, name, value);
            }
        });
        return members;
    }

    private void other(ObjectNode members, String name, JsonNode value) {
        switch (name) {
            case "httpMethod" ->
                Document.text(value)
                        .ifPresent(text -> members.put("integrationHttpMethod", text.toUpperCase(Locale.ROOT)));
            case "timeoutInMillis" -> members.put(name, value.asInt(0));
            case "requestParameters", "requestTemplates" -> members.set(name, strings(name, value));
            case "cacheKeyParameters" -> {
                ArrayNode keys = members.putArray(name);
                value.forEach(key -> keys.add(key.asText()));
            }
            case "tlsConfig" ->
                members.putObject(name)
                        .put(
                                "insecureSkipVerification",
                                value.path("insecureSkipVerification").asBoolean());
            case "responses", "payloadFormatVersion", "description" -> {
                // responses are read apart; the rest is for HTTP APIs, though AWS takes it without a word
            }
            default -> {
                if (!name.startsWith("x-")) {
                    warnings.add("The member " + name + " of the integration of " + verb + ' ' + path
                            + " means nothing to a REST API and was ignored");
                }
            }
        }
    }

    /** Members of PutIntegrationResponse, one for each pattern. */
    List<ObjectNode> responses() {
        List<ObjectNode> responses = new ArrayList<>();
        Document.each(extension.path("responses"), (pattern, given) -> {
            ObjectNode response = NODES.objectNode();
            text(response, "statusCode", given.path("statusCode"), false);
            if (!pattern.equals("default")) {
                response.put("selectionPattern", pattern);
            }
            if (given.path("responseParameters").isObject()) {
                response.set("responseParameters", strings("responseParameters", given.path("responseParameters")));
            }
            if (given.path("responseTemplates").isObject()) {
                response.set("responseTemplates", strings("responseTemplates", given.path("responseTemplates")));
            }
            text(response, "contentHandling", given.path("contentHandling"), true);
            responses.add(response);
        });
        return responses;
    }

    /** What is no text is dropped with a warning (words observed on AWS). */
    private ObjectNode strings(String member, JsonNode values) {
        ObjectNode texts = NODES.objectNode();
        Document.each(values, (name, value) -> {
            if (value.isTextual()) {
                if (!value.textValue().equals(PASSED_THROUGH)) {
                    texts.put(name, value.textValue());
                }
            } else if (!value.isNull()) {
                warnings.add("Invalid format for '" + member + "'. Expected type string for property '" + name
                        + "' of resource '" + path + "' and method '" + verb + "' but got '"
                        + Document.text(value).orElseGet(value::toString) + "'");
            }
        });
        return texts;
    }

    private void text(ObjectNode members, String member, JsonNode value, boolean upperCase) {
        if (value.isObject() || value.isArray()) {
            throw new InvalidDocument("the member " + member + " of the integration of " + verb + ' ' + path
                    + " must be a text; functions of CloudFormation must be resolved before the import");
        }
        Document.text(value)
                .map(text -> upperCase ? text.toUpperCase(Locale.ROOT) : text)
                .ifPresent(text -> members.put(member, text));
    }
}
