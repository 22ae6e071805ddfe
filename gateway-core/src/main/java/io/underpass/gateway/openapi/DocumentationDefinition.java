package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code x-amazon-apigateway-documentation} of a document holds. Descriptions elsewhere in it are not taken for
 * documentation parts.
 *
 * <p>Threads: immutable as long as nobody writes to the nodes.
 *
 * @param version the version that the parts are frozen as; empty where they are not
 * @param parts members of CreateDocumentationPart
 */
public record DocumentationDefinition(Optional<String> version, List<ObjectNode> parts) {

    static final DocumentationDefinition NONE = new DocumentationDefinition(Optional.empty(), List.of());

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Reads {@code text}, or throws {@link InvalidDocument}. */
    public static DocumentationDefinition read(String text) {
        return of(Document.of(text));
    }

    static DocumentationDefinition of(Document document) {
        JsonNode extension = document.at(Extensions.DOCUMENTATION);
        List<ObjectNode> parts = new ArrayList<>();
        extension.path("documentationParts").forEach(part -> parts.add(part(part)));
        return new DocumentationDefinition(
                Document.text(extension.path("version")).filter(text -> !text.isBlank()), List.copyOf(parts));
    }

    private static ObjectNode part(JsonNode part) {
        ObjectNode members = NODES.objectNode();
        ObjectNode location = members.putObject("location");
        for (String name : List.of("type", "path", "method", "statusCode", "name")) {
            Document.text(part.path("location").path(name)).ifPresent(text -> location.put(name, text));
        }
        JsonNode properties = part.path("properties");
        return members.put("properties", properties.isTextual() ? properties.textValue() : properties.toString());
    }
}
