package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * The codec of lists and sets. A set without an order of its own is written in the order of its texts.
 *
 * <p>Threads: safe.
 *
 * @param from the collection of the type in question
 */
record CollectionCodec(Codec item, Function<List<Object>, Collection<?>> from) implements Codec {

    private static final Map<Class<?>, Function<List<Object>, Collection<?>>> TYPES = Map.of(
            List.class, List::copyOf,
            PVector.class, TreePVector::from,
            Set.class, items -> Collections.unmodifiableSet(new LinkedHashSet<>(items)),
            PSet.class, HashTreePSet::from,
            PSortedSet.class, CollectionCodec::sorted);

    /** The codec of {@code type} of what {@code item} writes. */
    static CollectionCodec of(Class<?> type, Codec item) {
        return Optional.ofNullable(TYPES.get(type))
                .map(from -> new CollectionCodec(item, from))
                .orElseThrow(() -> new IllegalArgumentException("There is no JSON form for values of " + type));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // whoever declared the set can compare its items
    private static Collection<?> sorted(List<Object> items) {
        return TreePSet.from((Collection) items);
    }

    @Override
    public JsonNode write(Object value) {
        List<JsonNode> items = new ArrayList<>();
        for (Object each : (Collection<?>) value) {
            items.add(item.write(each));
        }
        if (value instanceof Set<?> && !(value instanceof SortedSet<?>)) {
            items.sort(Comparator.comparing(JsonNode::toString));
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        return array.addAll(items);
    }

    @Override
    public Object read(JsonNode json, Place place) {
        if (!json.isArray()) {
            throw place.wrong("expected a list, found " + Codec.shown(json));
        }
        List<Object> items = new ArrayList<>(json.size());
        for (JsonNode each : json) {
            items.add(item.read(each, place.item(items.size())));
        }
        return from.apply(items);
    }

    @Override
    public Optional<Object> absent() {
        return Optional.of(from.apply(List.of()));
    }
}
