package io.underpass.gateway.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An API definition: its tree, its version, and what its references stand for.
 *
 * <p>Threads: read-only.
 *
 * @param swagger whether it is Swagger 2.0; otherwise OpenAPI 3.0
 */
record Document(ObjectNode root, boolean swagger) {

    private static final int MAX_HOPS = 20;

    /** {@code 1e999999999} is short as it stands and has no end in memory when its zeros are written out. */
    private static final int MAX_WRITTEN_OUT_ZEROS = 100;

    /** Reads {@code text}, or throws {@link InvalidDocument}. */
    static Document of(String text) {
        ObjectNode root = DocumentText.parse(text);
        if (root.path("swagger").asText().equals("2.0")) {
            return new Document(root, true);
        }
        String version = root.path("openapi").asText();
        if (version.matches("3\\.0(\\.\\d+)?")) {
            return new Document(root, false);
        }
        throw new InvalidDocument(
                version.isEmpty()
                        ? "it says neither swagger: \"2.0\" nor openapi: \"3.0.x\""
                        : "OpenAPI " + version + " is none of the versions that API Gateway reads (3.0, Swagger 2.0)");
    }

    JsonNode at(String member) {
        return root.path(member);
    }

    /** The shared schemas, by the names of their models. */
    JsonNode schemas() {
        return swagger ? at("definitions") : at("components").path("schemas");
    }

    JsonNode securitySchemes() {
        return swagger ? at("securityDefinitions") : at("components").path("securitySchemes");
    }

    /** What {@code node} is, or what it refers to within this document. */
    JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        for (int hop = 0; found.path("$ref").isTextual(); hop++) {
            String reference = found.get("$ref").textValue();
            if (hop == MAX_HOPS || !reference.startsWith("#/")) {
                throw new InvalidDocument("the reference " + reference
                        + (hop == MAX_HOPS ? " leads to itself" : " leads out of the document"));
            }
            found = target(reference);
            if (found.isMissingNode()) {
                throw new InvalidDocument("the reference " + reference + " names nothing");
            }
        }
        return found;
    }

    private JsonNode target(String reference) {
        try {
            return root.at(JsonPointer.compile(reference.substring(1)));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    /** The model that {@code schema} refers to as a whole. */
    static Optional<String> modelOf(JsonNode schema) {
        return schema.path("$ref").isTextual() ? modelNamed(schema.get("$ref").textValue()) : Optional.empty();
    }

    /** The model that {@code reference} names. */
    static Optional<String> modelNamed(String reference) {
        for (String place : new String[] {"#/definitions/", "#/components/schemas/"}) {
            if (reference.startsWith(place) && reference.indexOf('/', place.length()) < 0) {
                return Optional.of(
                        reference.substring(place.length()).replace("~1", "/").replace("~0", "~"));
            }
        }
        return Optional.empty();
    }

    /** A text, or a number or boolean as text; YAML takes {@code 200} and {@code 1.0} for numbers. */
    static Optional<String> text(JsonNode node) {
        if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) <= MAX_WRITTEN_OUT_ZEROS) {
            return Optional.of(node.decimalValue().toPlainString());
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** Visits the members of {@code node}, if it is an object; extensions are members, too. */
    static void each(JsonNode node, BiConsumer<String, JsonNode> visit) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            visit.accept(entry.getKey(), entry.getValue());
        }
    }
}
