package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of draft-04, in alphabetical order, in which errors list them.
 *
 * <p>Threads: immutable.
 */
enum JsonType {
    ARRAY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** The type of {@code instance}; a number with a fraction or an exponent is no integer, whatever its value. */
    static JsonType of(JsonNode instance) {
        return switch (instance.getNodeType()) {
            case ARRAY -> ARRAY;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> instance.isIntegralNumber() ? INTEGER : NUMBER;
            case OBJECT -> OBJECT;
            case STRING -> STRING;
            default -> NULL;
        };
    }

    /** The type that a schema calls {@code word}. */
    static Optional<JsonType> named(String word) {
        return Stream.of(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }
}
