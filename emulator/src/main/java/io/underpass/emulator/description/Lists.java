package io.underpass.emulator.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of lists and maps with something more. Threads: stateless. */
final class Lists {

    private Lists() {}

    static <T> List<T> with(List<T> list, T item) {
        return with(list, List.of(item));
    }

    static <T> List<T> with(List<T> list, List<T> items) {
        List<T> more = new ArrayList<>(list);
        more.addAll(items);
        return List.copyOf(more);
    }

    static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return Collections.unmodifiableMap(more);
    }

    /** A copy in the same order. */
    static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A copy in the same order, of the lists too. */
    static Map<String, List<String>> copyAll(Map<String, List<String>> map) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        map.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
