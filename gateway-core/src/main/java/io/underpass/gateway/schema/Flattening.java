package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes one schema of a model's and of those it refers to, which move into its {@code definitions} under their models'
 * names. AWS says that references are resolved, not how: a guess.
 *
 * <p>Threads: one.
 */
final class Flattening {

    private static final String DEFINITIONS = "#/definitions/";

    private final String restApiId;
    private final Map<String, JsonNode> documents;
    private final Map<String, ObjectNode> moved = new LinkedHashMap<>();
    private final Deque<String> left = new ArrayDeque<>();
    private final String name;

    Flattening(String restApiId, Map<String, JsonNode> documents, String name) {
        this.name = name;
        this.restApiId = restApiId;
        this.documents = documents;
    }

    /** The model's schema as text; an empty object where it has none. */
    String text() {
        ObjectNode root = copyOf(name);
        rewrite(root, "#");
        for (String next = left.poll(); next != null; next = left.poll()) {
            rewrite(Objects.requireNonNull(moved.get(next)), DEFINITIONS + next);
        }
        if (!moved.isEmpty()) {
            ObjectNode definitions = root.withObjectProperty("definitions");
            moved.forEach(definitions::set);
        }
        return root.toString();
    }

    private void rewrite(ObjectNode schema, String place) {
        SchemaSyntax.walk(schema, node -> {
            String reference = node.path("$ref").asText();
            if (node instanceof ObjectNode object && !reference.isEmpty()) {
                if (reference.startsWith("#")) {
                    object.put("$ref", place + reference.substring(1));
                } else {
                    ModelReference.model(restApiId, reference).ifPresent(model -> object.put("$ref", moved(model)));
                }
            }
        });
    }

    /** Where the schema of {@code model} stands afterwards. */
    private String moved(String model) {
        if (model.equals(name)) {
            return "#";
        }
        if (!moved.containsKey(model)) {
            moved.put(model, copyOf(model));
            left.add(model);
        }
        return DEFINITIONS + model;
    }

    private ObjectNode copyOf(String model) {
        return Optional.ofNullable(documents.get(model))
                .<ObjectNode>map(JsonNode::deepCopy)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
