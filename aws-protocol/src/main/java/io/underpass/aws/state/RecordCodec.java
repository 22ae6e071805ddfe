package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Derived;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codec of a record: its components in their order, those left out that are empty and those that follow from others.
 *
 * <p>Threads: safe.
 */
final class RecordCodec implements Codec {

    private final Class<?> type;
    private final List<Member> members;
    private final Constructor<?> constructor;

    RecordCodec(Class<?> type) {
        this.type = type;
        RecordComponent[] written = Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Derived.class))
                .toArray(RecordComponent[]::new);
        members = Arrays.stream(written).map(Member::new).toList();
        Class<?>[] types = Arrays.stream(written).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no constructor of what is not derived", e);
        }
        constructor.setAccessible(true);
    }

    /** The components that are written, in their order. */
    List<Member> members() {
        return members;
    }

    @Override
    public ObjectNode write(Object value) {
        return write(value, members);
    }

    /** {@code value} with only {@code some} of its members. */
    static ObjectNode write(Object value, List<Member> some) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Member member : some) {
            Object component = member.of(value);
            Codec codec = member.codec();
            if (!codec.absent().equals(Optional.of(component))) {
                json.set(member.name(), codec.write(component));
            }
        }
        return json;
    }

    @Override
    public Object read(JsonNode json, Place place) {
        if (!json.isObject()) {
            throw place.wrong("expected an object, found " + Codec.shown(json));
        }
        Object[] values = new Object[members.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            Member member = members.get(i);
            JsonNode written = json.get(member.name());
            Place there = place.member(member.name());
            if (written == null) {
                values[i] = member.codec().absent().orElseThrow(() -> there.wrong("is missing"));
            } else {
                values[i] = member.codec().read(written, there);
                found++;
            }
        }
        if (found < json.size()) {
            throw unknown(json, place);
        }
        return make(values, place);
    }

    private UnreadableState unknown(JsonNode json, Place place) {
        List<String> names = members.stream().map(Member::name).toList();
        String name = json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(each -> !names.contains(each))
                .findFirst()
                .orElse("");
        return place.member(name).wrong("is unknown; there are: " + String.join(", ", names));
    }

    private Object make(Object[] values, Place place) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw place.wrong("is no " + type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
