package io.underpass.gateway.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values are equal, for {@code ==} and the methods of lists and maps. Java's own {@code equals} of nested
 * lists may take for ever.
 *
 * <p>Threads: stateless.
 */
final class Same {

    private static final int DEPTH = 500;

    private Same() {}

    /** As Java's {@code equals} would say. */
    static boolean same(@Nullable Object left, @Nullable Object right, Budget budget) {
        return same(left, right, budget, 0);
    }

    private static boolean same(@Nullable Object left, @Nullable Object right, Budget budget, int depth) {
        budget.step();
        if (depth > DEPTH) {
            throw budget.stop("a value is nested in itself more than " + DEPTH + " times");
        }
        if (left == right) {
            return true;
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return sameMaps(a, b, budget, depth);
        }
        if (left instanceof Collection<?> a && right instanceof Collection<?> b) {
            return sameLists(a, b, budget, depth);
        }
        return !(left instanceof Map || left instanceof Collection || left instanceof Map.Entry)
                && Objects.equals(left, right);
    }

    private static boolean sameMaps(Map<?, ?> a, Map<?, ?> b, Budget budget, int depth) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            if (!b.containsKey(entry.getKey()) || !same(entry.getValue(), b.get(entry.getKey()), budget, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLists(Collection<?> a, Collection<?> b, Budget budget, int depth) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> others = b.iterator();
        for (Object each : a) {
            if (!same(each, others.next(), budget, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
