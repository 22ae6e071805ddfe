package io.underpass.gateway.compile;

import java.util.List;
import java.util.Locale;

/**
 * The media types of which an API treats bodies as bytes; all others are text to it (spec 2.13).
 *
 * <p>Threads: immutable.
 *
 * @param types in lower case, without parameters
 */
public record BinaryMediaTypes(List<String> types) {

    /** No type: every body is text. */
    public static final BinaryMediaTypes NONE = new BinaryMediaTypes(List.of());

    private static final String EVERYTHING = "*/*";

    static BinaryMediaTypes of(List<String> types) {
        return types.isEmpty()
                ? NONE
                : new BinaryMediaTypes(
                        types.stream().map(BinaryMediaTypes::withoutParameters).toList());
    }

    /** Whether every body is text. */
    public boolean isEmpty() {
        return types.isEmpty();
    }

    /**
     * Whether bodies of the type that {@code field} says are binary. That {@code image/*} counts as a wildcard is a guess.
     *
     * @param field the value of {@code Content-Type}, or of {@code Accept}, whose first type counts; empty for none
     */
    public boolean include(String field) {
        if (types.isEmpty()) {
            return false;
        }
        String type = firstOf(field);
        for (String binary : types) {
            if (binary.equals(EVERYTHING)
                    || binary.equals(type)
                    || (binary.endsWith("/*") && type.startsWith(binary.substring(0, binary.length() - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The first media type of a {@code Content-Type} or {@code Accept} field, in lower case and without parameters. */
    public static String firstOf(String field) {
        int comma = field.indexOf(',');
        return withoutParameters(comma < 0 ? field : field.substring(0, comma));
    }

    private static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
