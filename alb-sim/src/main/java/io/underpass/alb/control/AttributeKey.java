package io.underpass.alb.control;

import io.underpass.alb.model.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key of attributes, the values it takes, and whether a value other than the default has its effect here.
 *
 * <p>Threads: immutable.
 *
 * @param name AWS's name
 * @param defaultValue what Describe shows where nothing was set
 * @param emulated whether other values are more than a word
 * @param problem says what is wrong with a value
 */
record AttributeKey(String name, String defaultValue, boolean emulated, Function<String, Optional<String>> problem) {

    /** Takes any value. */
    static final Function<String, Optional<String>> ANYTHING = value -> Optional.empty();

    private static final List<String> BOOLEANS = List.of("true", "false");

    /** A key that may be set. */
    static AttributeKey emulated(Attribute<?> attribute, Function<String, Optional<String>> problem) {
        return new AttributeKey(attribute.key(), attribute.defaultValue(), true, problem);
    }

    /** A key that may be set to true or false. */
    static AttributeKey emulatedFlag(Attribute<Boolean> attribute) {
        return emulated(attribute, oneOf(BOOLEANS));
    }

    /** A key that may be set to true or false, whose default depends on the resource. */
    static AttributeKey emulatedFlag(String name, boolean defaultValue) {
        return new AttributeKey(name, Boolean.toString(defaultValue), true, oneOf(BOOLEANS));
    }

    /**
     * A key that keeps its default, since other values have no effect here yet. AWS takes those, unless {@code problem} says
     * that it does not.
     */
    static AttributeKey fixed(String name, String defaultValue, Function<String, Optional<String>> problem) {
        return new AttributeKey(name, defaultValue, false, problem);
    }

    /** A flag that keeps its default. */
    static AttributeKey fixedFlag(String name, boolean defaultValue) {
        return fixed(name, Boolean.toString(defaultValue), oneOf(BOOLEANS));
    }

    static Function<String, Optional<String>> oneOf(List<String> values) {
        return value -> values.contains(value)
                ? Optional.empty()
                : Optional.of("must be one of '[" + String.join(", ", values) + "]'");
    }

    static Function<String, Optional<String>> range(int min, int max) {
        return value -> isNumber(value, min, max)
                ? Optional.empty()
                : Optional.of("must be between '" + min + '-' + max + "' inclusive");
    }

    /** A number, or {@code off}. */
    static Function<String, Optional<String>> rangeOrOff(int min, int max) {
        return value -> value.equals("off") || isNumber(value, min, max)
                ? Optional.empty()
                : Optional.of("must be between '" + min + '-' + max + "' inclusive, or 'off'");
    }

    private static boolean isNumber(String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
