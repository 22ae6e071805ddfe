package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models of a document: its shared schemas, and those that stand where they are used, which AWS gives names of its
 * own. References to shared schemas become references to models (observed on AWS); all else stays as it is.
 *
 * <p>Threads: confined to one import.
 */
final class SchemaModels {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Keywords of OpenAPI that JSON schema does not know; models cannot have them. */
    private static final Set<String> OF_OPENAPI = Set.of(
            "deprecated", "discriminator", "example", "externalDocs", "nullable", "readOnly", "writeOnly", "xml");

    private static final Set<String> SCHEMAS =
            Set.of("additionalItems", "additionalProperties", "allOf", "anyOf", "items", "not", "oneOf");
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("definitions", "dependencies", "patternProperties", "properties");

    private final Document document;
    private final String prefix;
    private final ModelNames names;
    private final Map<JsonNode, String> inline = new LinkedHashMap<>();

    SchemaModels(Document document, String restApiId, ModelNames names) {
        this.document = document;
        this.prefix = modelsOf(restApiId);
        this.names = names;
    }

    /** What the references to models of the API {@code restApiId} begin with. */
    static String modelsOf(String restApiId) {
        return "https://apigateway.amazonaws.com/restapis/" + restApiId + "/models/";
    }

    /** The name of the model that {@code schema} is; empty where there is no schema. */
    Optional<String> nameOf(JsonNode schema) {
        if (!schema.isObject()
                || schema.isEmpty()
                || schema.path("type").asText().equals("file")) {
            return Optional.empty();
        }
        Optional<String> shared = Document.modelOf(schema);
        if (shared.isPresent()) {
            return shared;
        }
        return Optional.of(inline.computeIfAbsent(document.resolve(schema), any -> names.next()));
    }

    /** All models, those in use that are not shared included: to be asked once all methods are read. */
    List<ObjectNode> all() {
        List<ObjectNode> models = new ArrayList<>();
        Document.each(document.schemas(), (name, schema) -> models.add(model(name, schema)));
        inline.forEach((schema, name) -> models.add(model(name, schema)));
        return models;
    }

    private ObjectNode model(String name, JsonNode schema) {
        ObjectNode model = NODES.objectNode().put("name", name).put("contentType", "application/json");
        Document.text(schema.path("description")).ifPresent(text -> model.put("description", text));
        return model.put("schema", referring(schema).toPrettyString());
    }

    /** A schema, or several, with their references turned into references to models. */
    private JsonNode referring(JsonNode node) {
        if (node.isArray()) {
            ArrayNode items = NODES.arrayNode();
            node.forEach(item -> items.add(referring(item)));
            return items;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = NODES.objectNode();
        Document.each(node, (keyword, value) -> {
            if (SCHEMAS.contains(keyword)) {
                copy.set(keyword, referring(value));
            } else if (NAMED_SCHEMAS.contains(keyword)) {
                ObjectNode named = copy.putObject(keyword);
                Document.each(value, (name, schema) -> named.set(name, referring(schema)));
            } else if (keyword.equals("$ref")) {
                copy.put(keyword, reference(value.asText()));
            } else if (!OF_OPENAPI.contains(keyword) && !keyword.startsWith("x-")) {
                copy.set(keyword, value);
            }
        });
        return copy;
    }

    private String reference(String text) {
        return Document.modelNamed(text).map(model -> prefix + model).orElse(text);
    }
}
