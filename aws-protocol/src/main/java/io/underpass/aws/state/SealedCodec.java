package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The codec of a sealed type: the members of the record that a value is, and its name.
 *
 * <p>Threads: safe.
 */
final class SealedCodec implements Codec {

    /** The member that holds the record's name; no component of a record can have such a name. */
    private static final String NAME = "@type";

    private final Map<String, Class<?>> records = new TreeMap<>();

    SealedCodec(Class<?> type) {
        collect(type);
    }

    private void collect(Class<?> type) {
        for (Class<?> each : type.getPermittedSubclasses()) {
            if (each.isSealed()) {
                collect(each);
            } else if (!each.isRecord() || records.put(each.getSimpleName(), each) != null) {
                throw new IllegalArgumentException(each + " is no record, or there is another of its name");
            }
        }
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(NAME, value.getClass().getSimpleName());
        json.setAll(Codecs.ofRecord(value.getClass()).write(value));
        return json;
    }

    @Override
    public Object read(JsonNode json, Place place) {
        String expected = "one of " + String.join(", ", records.keySet());
        if (!json.isObject() || !json.has(NAME)) {
            throw place.wrong("expected an object with " + NAME + ", " + expected);
        }
        Place there = place.member(NAME);
        Class<?> type = records.get(Codec.text(json.get(NAME), there, expected));
        if (type == null) {
            throw there.wrong("expected " + expected + ", found " + Codec.shown(json.get(NAME)));
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.setAll((ObjectNode) json);
        members.remove(NAME);
        return Codecs.ofRecord(type).read(members, place);
    }
}
