package io.underpass.gateway.template;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a template's method as what the method needs.
 *
 * <p>Threads: stateless.
 */
final class Arguments {

    private Arguments() {}

    /** The argument as a string; "" for null. */
    static String text(@Nullable Object[] arguments, int index, Budget budget) {
        return Printed.of(arguments[index], budget);
    }

    /** The argument as an index. */
    static int index(@Nullable Object[] arguments, int index, Budget budget) {
        Object argument = arguments[index];
        if (argument instanceof Number number) {
            return number.intValue();
        }
        try {
            return Integer.parseInt(Printed.of(argument, budget));
        } catch (NumberFormatException e) {
            throw budget.stop("a number was expected where a template's method was given '"
                    + Quoted.shortened(Printed.of(argument, budget)) + "'");
        }
    }
}
