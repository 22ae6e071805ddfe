package io.underpass.gateway.template;

/**
 * What templates may call on numbers and booleans. Strings are parsed with {@code $number.parseInt("7")} in published
 * templates, by way of Java's static methods.
 *
 * <p>Threads: immutable.
 */
final class ScalarMethods {

    static final Methods NUMBER = new Methods()
            .<Number>with("intValue", 0, (number, none, budget) -> number.intValue())
            .<Number>with("longValue", 0, (number, none, budget) -> number.longValue())
            .<Number>with("doubleValue", 0, (number, none, budget) -> number.doubleValue())
            .<Number>with("floatValue", 0, (number, none, budget) -> number.floatValue())
            .<Number>with("toString", 0, (number, none, budget) -> number.toString())
            .<Number>with("equals", 1, (number, other, budget) -> number.equals(other[0]))
            .<Number>with("hashCode", 0, (number, none, budget) -> number.hashCode())
            .<Number>with(
                    "compareTo",
                    1,
                    (number, other, budget) -> Double.compare(
                            number.doubleValue(), number(other, budget).doubleValue()))
            .<Number>with("parseInt", 1, (any, text, budget) -> Arguments.index(text, 0, budget))
            .<Number>with("valueOf", 1, (any, text, budget) -> Arguments.index(text, 0, budget))
            .<Number>with(
                    "parseLong", 1, (any, text, budget) -> number(text, budget).longValue())
            .<Number>with(
                    "parseDouble",
                    1,
                    (any, text, budget) -> number(text, budget).doubleValue());

    static final Methods BOOLEAN = new Methods()
            .<Boolean>with("booleanValue", 0, (value, none, budget) -> value)
            .<Boolean>with("toString", 0, (value, none, budget) -> value.toString())
            .<Boolean>with("equals", 1, (value, other, budget) -> value.equals(other[0]))
            .<Boolean>with("hashCode", 0, (value, none, budget) -> value.hashCode())
            .<Boolean>with(
                    "parseBoolean", 1, (any, text, budget) -> Boolean.parseBoolean(Arguments.text(text, 0, budget)));

    private ScalarMethods() {}

    private static Number number(Object[] arguments, Budget budget) {
        if (arguments[0] instanceof Number number) {
            return number;
        }
        String text = Arguments.text(arguments, 0, budget);
        try {
            if (text.matches("[+-]?\\d+")) {
                return Long.valueOf(text);
            }
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw budget.stop("'" + Quoted.shortened(text) + "' is not a number");
        }
    }
}
