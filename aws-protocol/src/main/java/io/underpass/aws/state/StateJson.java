package io.underpass.aws.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A domain's state as JSON, and back. Written are records by their components, sealed types with the record's name in
 * {@code @type}, times and enums as text, and classes with a static {@code parse(String)} as what their
 * {@code toString} says. What is empty is left out, and what is left out is empty. Equal states are written in equal
 * bytes. Reading is strict: a member that nobody knows, one that is missing, {@code null}, or a value of another kind
 * is refused with its place.
 *
 * <p>Threads: safe.
 */
public final class StateJson {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StateJson() {}

    /** {@code state} as a tree. */
    public static ObjectNode write(Record state) {
        return Codecs.ofRecord(state.getClass()).write(state);
    }

    /** {@code state} as one line of text. */
    public static String text(Record state) {
        return write(state).toString();
    }

    /** The state that {@code json} holds; throws {@link UnreadableState}. */
    public static <T extends Record> T read(JsonNode json, Class<T> type) {
        return type.cast(Codecs.ofRecord(type).read(json, Place.ROOT));
    }

    /** The state that {@code text} holds; throws {@link UnreadableState}. */
    public static <T extends Record> T read(String text, Class<T> type) {
        return read(tree(text), type);
    }

    /** {@code text} as a tree; throws {@link UnreadableState} where it is not one JSON value. */
    public static JsonNode tree(String text) {
        try {
            JsonNode json = READER.readTree(text);
            if (json.isMissingNode()) {
                throw Place.ROOT.wrong("there is nothing");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new UnreadableState(
                    "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    "not JSON: " + e.getOriginalMessage());
        }
    }
}
