package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Turns the values of one Java type into JSON and back. Threads: safe. */
interface Codec {

    /** {@code value} as JSON. */
    JsonNode write(Object value);

    /** The value that {@code json} stands for; throws {@link UnreadableState} where it stands for none. */
    Object read(JsonNode json, Place place);

    /** What a member stands for that is left out; empty where it must not be. */
    default Optional<Object> absent() {
        return Optional.empty();
    }

    /** The text of {@code json}. */
    static String text(JsonNode json, Place place, String expected) {
        if (!json.isTextual()) {
            throw place.wrong("expected " + expected + ", found " + shown(json));
        }
        return json.textValue();
    }

    /** {@code json}, for a message. */
    static String shown(JsonNode json) {
        int limit = 60;
        String text = json.toString();
        return text.length() <= limit ? text : text.substring(0, limit) + "...";
    }
}
