package io.underpass.alb.model;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * An attribute that has an effect: its key, its default, and how its text is read. What is set is checked before it is
 * kept, so that reading does not fail.
 *
 * <p>Threads: immutable.
 *
 * @param key AWS's name
 * @param defaultValue what it is where nothing was set
 * @param reading from the text to the value
 */
public record Attribute<T>(String key, String defaultValue, Function<String, T> reading) {

    /** Its value among those that were {@code set}. */
    public T in(Map<String, String> set) {
        return reading.apply(set.getOrDefault(key, defaultValue));
    }

    static Attribute<String> text(String key, String byDefault) {
        return new Attribute<>(key, byDefault, Function.identity());
    }

    static Attribute<Boolean> flag(String key, boolean byDefault) {
        return new Attribute<>(key, Boolean.toString(byDefault), Boolean::parseBoolean);
    }

    static Attribute<Integer> number(String key, int byDefault) {
        return new Attribute<>(key, Integer.toString(byDefault), Integer::parseInt);
    }

    /** A number; empty where the attribute is {@code off}. */
    static Attribute<OptionalInt> numberOrOff(String key, String byDefault) {
        return new Attribute<>(
                key,
                byDefault,
                text -> text.equals("off") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)));
    }

    static Attribute<Duration> seconds(String key, int byDefault) {
        return new Attribute<>(key, Integer.toString(byDefault), text -> Duration.ofSeconds(Integer.parseInt(text)));
    }
}
