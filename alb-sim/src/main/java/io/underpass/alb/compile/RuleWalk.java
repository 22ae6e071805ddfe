package io.underpass.alb.compile;

import org.jspecify.annotations.Nullable;

/**
 * A walk along three lists of rules, each in the order of priority, in that order over all. So short-lived and small that
 * the compiler keeps it off the heap.
 *
 * <p>Threads: confined to one call.
 */
final class RuleWalk {

    private final CompiledRule[] two;
    private final CompiledRule[] one;
    private final CompiledRule[] general;
    private int t;
    private int o;
    private int g;

    RuleWalk(CompiledRule[] two, CompiledRule[] one, CompiledRule[] general) {
        this.two = two;
        this.one = one;
        this.general = general;
    }

    /** The next rule; null where there is no more. */
    @Nullable
    CompiledRule next() {
        CompiledRule inTwo = t < two.length ? two[t] : null;
        CompiledRule inOne = o < one.length ? one[o] : null;
        CompiledRule inGeneral = g < general.length ? general[g] : null;
        CompiledRule first = earlier(inTwo, earlier(inOne, inGeneral));
        if (first == null) {
            return null;
        }
        if (first == inTwo) {
            t++;
        } else if (first == inOne) {
            o++;
        } else {
            g++;
        }
        return first;
    }

    static @Nullable CompiledRule earlier(@Nullable CompiledRule a, @Nullable CompiledRule b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.priority() < b.priority() ? a : b;
    }
}
