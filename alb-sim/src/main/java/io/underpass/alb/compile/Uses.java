package io.underpass.alb.compile;

import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Names, each with how often it is used.
 *
 * <p>Threads: immutable.
 */
record Uses(PMap<String, Integer> counts) {

    static final Uses NONE = new Uses(HashTreePMap.empty());

    /** The names that are used at all. */
    Set<String> names() {
        return counts.keySet();
    }

    /** These and one more of {@code name}. */
    Uses plus(String name) {
        return new Uses(counts.plus(name, counts.getOrDefault(name, 0) + 1));
    }

    /** These less one of {@code name}. */
    Uses minus(String name) {
        int left = counts.getOrDefault(name, 0) - 1;
        return new Uses(left > 0 ? counts.plus(name, left) : counts.minus(name));
    }
}
