package io.underpass.emulator.cli;

import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An option of a command that was called. Threads: for the main thread. */
final class Flag {

    private final Object holder;
    private final Field field;
    private final Option option;
    private final List<String> names;
    private boolean given;

    /** The option that {@code option} says {@code field} of {@code holder} is. */
    Flag(Object holder, Field field, Option option) {
        this.holder = holder;
        this.field = field;
        this.option = option;
        this.names = List.of(option.names());
        field.setAccessible(true);
    }

    List<String> names() {
        return names;
    }

    Option option() {
        return option;
    }

    /** The longest of its names. */
    String name() {
        String longest = names.get(0);
        for (String name : names) {
            longest = name.length() > longest.length() ? name : longest;
        }
        return longest;
    }

    /** Whether it says all by being there. */
    boolean isSwitch() {
        return field.getType() == boolean.class;
    }

    private boolean takesSeveral() {
        return !option.split().isEmpty();
    }

    boolean isGiven() {
        return given;
    }

    /** Takes {@code text}, which the arguments give. */
    void give(String text) {
        if (given && !takesSeveral()) {
            throw new WrongUsage(name() + " is given more than once");
        }
        given = true;
        set(text);
    }

    /** Takes {@code text}. */
    void set(String text) {
        try {
            if (!takesSeveral()) {
                field.set(holder, value(text));
                return;
            }
            for (String part : text.split(option.split(), -1)) {
                add(part);
            }
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(name() + ": " + e.getMessage());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // several values are texts, in a collection or by their names
    private void add(String part) throws IllegalAccessException {
        Object values = field.get(holder);
        if (values instanceof Map<?, ?>) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part + "' is not of the form " + option.paramLabel());
            }
            ((Map<String, String>) values).put(part.substring(0, equals), part.substring(equals + 1));
        } else {
            ((Collection<String>) values).add(part);
        }
    }

    private Object value(String text) {
        Class<?> type = field.getType();
        if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return number(text);
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == Path.class) {
            return Path.of(text);
        } else if (type == URI.class) {
            return URI.create(text);
        } else if (type == Duration.class) {
            return TimeSpan.parse(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException("no option has a value of " + type);
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (constant.toString().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of " + candidates(type));
    }

    private static String candidates(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    /** What {@code --help} says about it; {@code fallback} is its value where none is given. */
    String description(String fallback) {
        String text = option.description().replace("${DEFAULT-VALUE}", fallback);
        return field.getType().isEnum() ? text.replace("${CANDIDATES}", candidates(field.getType())) : text;
    }
}
