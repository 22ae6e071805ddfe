package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The mapping template that AWS suggests for a model: its properties with sample values, a loop for each array. The form
 * is that of the examples in AWS's developer guide; a schema that contains itself ends with an empty object, a guess.
 *
 * <p>Threads: one.
 */
final class SampleTemplate {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_CHARACTERS = 300 * 1024;

    private final String restApiId;
    private final Map<String, JsonNode> documents;
    private final StringBuilder out = new StringBuilder("#set($inputRoot = $input.path('$'))\n");

    SampleTemplate(String restApiId, Map<String, JsonNode> documents) {
        this.restApiId = restApiId;
        this.documents = documents;
    }

    String of(String name) {
        JsonNode document = documents.get(name);
        if (document == null) {
            out.append("{ }");
        } else {
            write(new SchemaSource(document, document), 0);
        }
        return out.toString();
    }

    private void write(SchemaSource written, int depth) {
        Optional<SchemaSource> resolved = resolved(written);
        if (resolved.isEmpty() || depth > MAX_DEPTH || out.length() > MAX_CHARACTERS) {
            out.append("{ }");
            return;
        }
        SchemaSource source = resolved.get();
        JsonNode schema = source.node();
        if (schema.has("properties")) {
            writeObject(source, depth);
        } else if (schema.path("items").isObject()) {
            writeArray(source, depth);
        } else {
            out.append(
                    switch (schema.path("type").asText()) {
                        case "string" -> "\"foo\"";
                        case "integer" -> "42";
                        case "number" -> "42";
                        case "boolean" -> "true";
                        case "array" -> "[ ]";
                        case "null" -> "null";
                        default -> "{ }";
                    });
        }
    }

    private void writeObject(SchemaSource source, int depth) {
        String separator = "{\n";
        for (Map.Entry<String, JsonNode> property :
                source.node().get("properties").properties()) {
            out.append(separator)
                    .append("  ".repeat(depth + 1))
                    .append('"')
                    .append(property.getKey())
                    .append("\" : ");
            write(source.part(property.getValue()), depth + 1);
            separator = ",\n";
        }
        out.append(separator.equals("{\n") ? "{ " : "\n" + "  ".repeat(depth)).append('}');
    }

    private void writeArray(SchemaSource source, int depth) {
        out.append(
                        "[\n##TODO: Update this foreach loop to reference array from input json\n#foreach($elem in $inputRoot)\n")
                .append("  ".repeat(depth + 1));
        write(source.part(source.node().get("items")), depth + 1);
        out.append("#if($foreach.hasNext),#end\n#end\n")
                .append("  ".repeat(depth))
                .append(']');
    }

    private Optional<SchemaSource> resolved(SchemaSource written) {
        SchemaSource source = written;
        for (int i = 0; source.node().path("$ref").isTextual(); i++) {
            String reference = source.node().get("$ref").textValue();
            Optional<SchemaSource> next = reference.startsWith("#")
                    ? source.at(reference)
                    : ModelReference.model(restApiId, reference)
                            .map(documents::get)
                            .map(document -> new SchemaSource(document, document));
            if (next.isEmpty() || i > documents.size() + MAX_DEPTH) {
                return Optional.empty();
            }
            source = next.get();
        }
        return Optional.of(source);
    }
}
