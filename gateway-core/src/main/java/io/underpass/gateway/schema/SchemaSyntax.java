package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What AWS takes as the schema of a model: draft-04 and not one keyword more ({@code example} is refused by name), with
 * references within the schema or to another model of the API.
 *
 * <p>Threads: stateless.
 */
final class SchemaSyntax {

    private static final String INVALID = "Invalid model schema specified";

    private SchemaSyntax() {}

    static List<String> problems(String restApiId, String text, Set<String> models) {
        Optional<JsonNode> schema = SchemaJson.parse(text).filter(JsonNode::isObject);
        if (schema.isEmpty()) {
            return List.of(INVALID);
        }
        List<String> problems = new ArrayList<>();
        SchemaSource document = new SchemaSource(schema.get(), schema.get());
        walk(schema.get(), node -> {
            if (node.has("$ref")) {
                problemOf(document, node.get("$ref"), restApiId, models).ifPresent(problems::add);
            } else {
                problems.addAll(problemsOf(node));
            }
        });
        return problems;
    }

    /** The models of the API that {@code text} refers to. */
    static Set<String> references(String restApiId, String text) {
        Set<String> names = new LinkedHashSet<>();
        SchemaJson.parse(text)
                .filter(JsonNode::isObject)
                .ifPresent(schema -> walk(
                        schema,
                        node -> ModelReference.model(
                                        restApiId, node.path("$ref").asText())
                                .ifPresent(names::add)));
        return names;
    }

    /** Shows {@code visitor} each schema within {@code root}, that first. */
    static void walk(JsonNode root, Consumer<JsonNode> visitor) {
        Deque<JsonNode> left = new ArrayDeque<>(List.of(root));
        for (JsonNode next = left.poll(); next != null; next = left.poll()) {
            visitor.accept(next);
            if (!next.path("$ref").isTextual()) {
                for (Map.Entry<String, JsonNode> member : next.properties()) {
                    KeywordSyntax.of(member.getKey()).schemasIn(member.getValue()).stream()
                            .filter(JsonNode::isObject)
                            .forEach(left::add);
                }
            }
        }
    }

    private static List<String> problemsOf(JsonNode schema) {
        List<String> problems = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            KeywordSyntax syntax = KeywordSyntax.of(member.getKey());
            if (syntax == KeywordSyntax.UNKNOWN) {
                unknown.add('"' + member.getKey() + '"');
            } else if (!syntax.allows(member.getValue())) {
                problems.add(INVALID);
            }
        }
        if ((schema.has("exclusiveMinimum") && !schema.has("minimum"))
                || (schema.has("exclusiveMaximum") && !schema.has("maximum"))) {
            problems.add(INVALID);
        }
        if (!unknown.isEmpty()) {
            problems.add(INVALID + ". Unsupported keyword(s): [" + String.join(",", unknown) + ']');
        }
        return problems;
    }

    /** The words about a model that does not exist, and about a pointer to nothing, are guesses. */
    private static Optional<String> problemOf(
            SchemaSource document, JsonNode reference, String restApiId, Set<String> models) {
        if (!reference.isTextual()) {
            return Optional.of(INVALID);
        }
        String text = reference.textValue();
        if (text.startsWith("#")) {
            return document.at(text).isPresent() ? Optional.empty() : Optional.of(INVALID);
        }
        Optional<String> model = ModelReference.model(restApiId, text);
        if (model.isEmpty()) {
            return Optional.of("Model reference must be in canonical form");
        }
        return models.contains(model.get())
                ? Optional.empty()
                : Optional.of("Invalid model name specified: " + model.get());
    }
}
