package io.underpass.gateway.template;

import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.runtime.Renderable;
import org.jspecify.annotations.Nullable;

/**
 * How references print: values as {@link Printed} says, nothing for what a known object has not. Only a variable that
 * nobody has set prints its own name, as is usual for Velocity (spec 5.3).
 *
 * <p>Threads: stateless.
 */
final class Insertions implements ReferenceInsertionEventHandler {

    @Override
    public @Nullable Object referenceInsert(Context context, String reference, @Nullable Object value) {
        Budget budget = Budget.current();
        budget.step();
        if (value instanceof Renderable) {
            return value;
        }
        if (value == null) {
            return isKnown(context, reference) ? "" : null;
        }
        return StringMethods.made(Printed.of(value, budget), budget);
    }

    /** What a reference without a value prints inside of an expression. */
    static String textOfNull(Context context, String reference) {
        return isKnown(context, reference) ? "" : reference;
    }

    private static boolean isKnown(Context context, String reference) {
        int start = 0;
        while (start < reference.length() && !Character.isLetter(reference.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < reference.length() && isNamePart(reference.charAt(end))) {
            end++;
        }
        return context.containsKey(reference.substring(start, end));
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
