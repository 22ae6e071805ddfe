package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A schema as it was written, and the model's document it stands in.
 *
 * <p>Threads: immutable.
 */
record SchemaSource(JsonNode document, JsonNode node) {

    /** The schema at {@code fragment}, a JSON pointer after a hash, of the same document. */
    Optional<SchemaSource> at(String fragment) {
        String pointer = URLDecoder.decode(fragment.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            return Optional.empty();
        }
        JsonNode found = document.at(pointer);
        return found.isObject() ? Optional.of(new SchemaSource(document, found)) : Optional.empty();
    }

    /** A part of this schema. */
    SchemaSource part(JsonNode part) {
        return new SchemaSource(document, part);
    }
}
