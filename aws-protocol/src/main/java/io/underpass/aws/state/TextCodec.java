package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The codec of values that are written as text: text itself, times, the constants of an enum, and every class with a
 * {@code public static Optional<ItsType> parse(String)} that reads what its {@code toString} writes.
 *
 * <p>Threads: safe.
 *
 * @param expected what such a text is, for messages
 * @param reader empty where the text is no such value
 */
record TextCodec(String expected, Function<Object, String> writer, Function<String, Optional<?>> reader)
        implements Codec {

    /** The codec of {@code type}; empty where its values are not written as text. */
    static Optional<Codec> of(Class<?> type) {
        if (type == String.class) {
            return Optional.of(new TextCodec("a text", Object::toString, Optional::of));
        }
        if (type == Instant.class) {
            return Optional.of(time("a time like 2026-01-31T12:00:00Z", Instant::parse));
        }
        if (type == Duration.class) {
            return Optional.of(time("a duration like PT1.5S", Duration::parse));
        }
        return type.isEnum() ? Optional.of(constants(type)) : parsed(type);
    }

    private static TextCodec time(String expected, Function<String, Object> parser) {
        return new TextCodec(expected, Object::toString, text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private static TextCodec constants(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        String names = Arrays.stream(constants).map(TextCodec::name).collect(Collectors.joining(", "));
        return new TextCodec(
                "one of " + names,
                TextCodec::name,
                text -> Arrays.stream(constants)
                        .filter(constant -> name(constant).equals(text))
                        .findFirst());
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }

    private static Optional<Codec> parsed(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            if (!Modifier.isStatic(parse.getModifiers()) || parse.getReturnType() != Optional.class) {
                return Optional.empty();
            }
            parse.setAccessible(true);
            return Optional.of(
                    new TextCodec("the text of " + type.getSimpleName(), Object::toString, text -> call(parse, text)));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static Optional<?> call(Method parse, String text) {
        try {
            return (Optional<?>) parse.invoke(null, text);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(parse + " cannot be called", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(parse + " failed for '" + text + "'", e);
        }
    }

    @Override
    public JsonNode write(Object value) {
        return TextNode.valueOf(writer.apply(value));
    }

    @Override
    public Object read(JsonNode json, Place place) {
        return parse(Codec.text(json, place, expected), place);
    }

    /** The value that {@code text} stands for. */
    Object parse(String text, Place place) {
        Optional<?> value = reader.apply(text);
        if (value.isEmpty()) {
            throw place.wrong("expected " + expected + ", found " + Codec.shown(TextNode.valueOf(text)));
        }
        return value.get();
    }
}
