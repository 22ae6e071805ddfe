package io.underpass.aws.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes shapes; to be imported statically by tables of operations. Threads: stateless. */
public final class Shapes {

    private Shapes() {}

    /** Any string. */
    public static StringShape string() {
        return new StringShape(List.of(), 0, Integer.MAX_VALUE, Optional.empty());
    }

    /** A string of {@code min} to {@code max} characters. */
    public static StringShape string(int min, int max) {
        return new StringShape(List.of(), min, max, Optional.empty());
    }

    /** A string of {@code min} to {@code max} characters that matches {@code pattern} as a whole. */
    public static StringShape string(int min, int max, String pattern) {
        return new StringShape(List.of(), min, max, Optional.of(Pattern.compile(pattern)));
    }

    /** One of {@code values}, in the order AWS lists them in its message. */
    public static StringShape enumeration(String... values) {
        return new StringShape(List.of(values), 0, Integer.MAX_VALUE, Optional.empty());
    }

    /** Any integer of 32 bits. */
    public static NumberShape integer() {
        return new NumberShape(true, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** An integer from {@code min} to {@code max}. */
    public static NumberShape integer(int min, int max) {
        return new NumberShape(true, min, max);
    }

    /** Any number. */
    public static NumberShape number() {
        return new NumberShape(false, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A boolean. */
    public static BooleanShape bool() {
        return new BooleanShape();
    }

    /** A list of any length. */
    public static ListShape list(Shape member) {
        return new ListShape(member, 0, Integer.MAX_VALUE);
    }

    /** A list of {@code min} to {@code max} items. */
    public static ListShape list(Shape member, int min, int max) {
        return new ListShape(member, min, max);
    }

    /** A map from any string. */
    public static MapShape map(Shape value) {
        return new MapShape(string(), value);
    }

    /** A nested structure, to be given members. */
    public static StructureShape structure() {
        return new StructureShape("", Map.of());
    }

    /** The input of an operation, to be given members; {@code name} prefixes paths in messages where it is not empty. */
    public static StructureShape input(String name) {
        return new StructureShape(name, Map.of());
    }
}
