package io.underpass.gateway.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to maps, {@link JsonList}s, strings, numbers, booleans and null.
 *
 * <p>Threads: stateless.
 */
final class JsonReader {

    private static final int DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    private JsonReader() {}

    /** The value; throws if the text is not one JSON value. */
    static @Nullable Object read(String text, Budget budget) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("no value");
            }
            Object value = value(parser, first, budget);
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return value;
        }
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, Budget budget) throws IOException {
        budget.values(1);
        return switch (token) {
            case START_OBJECT -> object(parser, budget);
            case START_ARRAY -> array(parser, budget);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser, Budget budget) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            putNullable(object, name, value(parser, parser.nextToken(), budget));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser, Budget budget) throws IOException {
        JsonList array = new JsonList();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            addNullable(array, value(parser, token, budget));
        }
        return array;
    }

    @SuppressWarnings("NullAway") // JSON's null is kept as a map's null
    private static void putNullable(Map<String, Object> object, String name, @Nullable Object value) {
        object.put(name, value);
    }

    @SuppressWarnings("NullAway") // as above
    private static void addNullable(List<Object> array, @Nullable Object value) {
        array.add(value);
    }
}
