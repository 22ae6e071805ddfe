package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The codec of maps. One without an order of its own is written in the order of its keys.
 *
 * <p>Threads: safe.
 *
 * @param keys from the text of a key to the key; whole numbers and what is written as text can be keys
 * @param from the map of the type in question
 */
record MapCodec(TextCodec keys, Codec values, Function<Map<Object, Object>, Map<?, ?>> from) implements Codec {

    private static final TextCodec WHOLE_NUMBERS = new TextCodec("a whole number", Object::toString, text -> {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    });

    private static final Map<Class<?>, Function<Map<Object, Object>, Map<?, ?>>> TYPES = Map.of(
            Map.class, Collections::unmodifiableMap,
            PMap.class, HashTreePMap::from,
            PSortedMap.class, MapCodec::sorted);

    /** The codec of {@code type} from {@code key} to what {@code values} writes. */
    static MapCodec of(Class<?> type, Type key, Codec values) {
        var from = TYPES.get(type);
        TextCodec keys = key == Integer.class ? WHOLE_NUMBERS : Codecs.of(key) instanceof TextCodec text ? text : null;
        if (from == null || keys == null) {
            throw new IllegalArgumentException(
                    "There is no JSON form for values of " + type + " with keys of " + key.getTypeName());
        }
        return new MapCodec(keys, values, from);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // whoever declared the map can compare its keys
    private static Map<?, ?> sorted(Map<Object, Object> entries) {
        PSortedMap map = TreePMap.empty();
        return map.plusAll(entries);
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<?, ?> map = value instanceof SortedMap<?, ?> sorted ? sorted : new TreeMap<>((Map<?, ?>) value);
        map.forEach((key, each) -> json.set(keys.writer().apply(key), values.write(each)));
        return json;
    }

    @Override
    public Object read(JsonNode json, Place place) {
        if (!json.isObject()) {
            throw place.wrong("expected an object, found " + Codec.shown(json));
        }
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            Place there = place.member(each.getKey());
            entries.put(keys.parse(each.getKey(), there), values.read(each.getValue(), there));
        }
        return from.apply(entries);
    }

    @Override
    public Optional<Object> absent() {
        return Optional.of(from.apply(Map.of()));
    }
}
