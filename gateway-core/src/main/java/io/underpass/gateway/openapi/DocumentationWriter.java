package io.underpass.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.DocumentationPart;
import io.underpass.gateway.model.DocumentationPart.Location;
import io.underpass.gateway.model.DocumentationVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a version of an API's documentation into its document: as API Gateway's extension, or where OpenAPI itself has a
 * place for it (AWS, "Export API documentation"). Of the latter places those of the API, of resources, methods, responses
 * and models are known here; what a document says already stays, which is a guess.
 *
 * <p>Threads: confined to one export.
 */
final class DocumentationWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ANY = "*";

    private final ObjectNode root;
    private final ExportOptions options;

    DocumentationWriter(ObjectNode root, ExportOptions options) {
        this.root = root;
        this.options = options;
    }

    /** The parts as they are. */
    void extend(DocumentationVersion version) {
        ObjectNode extension = root.putObject(Extensions.DOCUMENTATION);
        extension.put("version", version.version());
        extension.put("createdDate", version.createdDate().toString());
        for (DocumentationPart part : version.parts().values()) {
            ObjectNode written =
                    extension.withArrayProperty("documentationParts").addObject();
            Location location = part.location();
            ObjectNode place = written.putObject("location").put("type", location.type());
            location.path().ifPresent(text -> place.put("path", text));
            location.method().ifPresent(text -> place.put("method", text));
            location.statusCode().ifPresent(text -> place.put("statusCode", text));
            location.name().ifPresent(text -> place.put("name", text));
            written.set("properties", properties(part));
        }
    }

    /** What they say, where OpenAPI has it. */
    void spread(DocumentationVersion version) {
        version.parts().values().forEach(part -> spread(part.location(), properties(part)));
    }

    private void spread(Location location, ObjectNode properties) {
        String name = location.name().orElse("");
        switch (location.type()) {
            case "API" -> fill(root, properties);
            case "MODEL" ->
                fill(
                        options.swagger()
                                ? root.path("definitions").path(name)
                                : root.path("components").path("schemas").path(name),
                        properties);
            case "RESOURCE" -> fill(path(location), properties);
            case "METHOD" -> eachMethod(location, operation -> fill(operation, properties));
            case "RESPONSE" ->
                eachMethod(
                        location,
                        operation -> each(
                                operation.path("responses"),
                                location.statusCode(),
                                response -> fill(response, properties)));
            default -> {
                // has a place in the extension only
            }
        }
    }

    private JsonNode path(Location location) {
        return root.path("paths").path(location.path().orElse("/"));
    }

    private void eachMethod(Location location, java.util.function.Consumer<JsonNode> visit) {
        each(
                path(location),
                location.method()
                        .map(verb -> verb.equals("ANY") ? Extensions.ANY_METHOD : verb.toLowerCase(Locale.ROOT)),
                visit);
    }

    private static void each(JsonNode parent, Optional<String> member, java.util.function.Consumer<JsonNode> visit) {
        String name = member.orElse(ANY);
        if (name.equals(ANY)) {
            parent.forEach(visit);
        } else {
            visit.accept(parent.path(name));
        }
    }

    /** Adds what is not there; an object that is there is filled up. Extensions are no documentation. */
    private static void fill(JsonNode place, ObjectNode properties) {
        if (!(place instanceof ObjectNode node)) {
            return;
        }
        Document.each(properties, (name, value) -> {
            if (name.startsWith("x-amazon-")) {
                return;
            }
            JsonNode there = node.get(name);
            if (there == null) {
                node.set(name, value);
            } else if (name.equals("info") && value instanceof ObjectNode more) {
                fill(there, more);
            }
        });
    }

    private static ObjectNode properties(DocumentationPart part) {
        try {
            return (ObjectNode) MAPPER.readTree(part.properties());
        } catch (JsonProcessingException | ClassCastException e) {
            return NODES.objectNode(); // nobody could have put it
        }
    }
}
