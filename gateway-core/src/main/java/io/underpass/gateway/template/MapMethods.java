package io.underpass.gateway.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What templates may call on maps and their entries.
 *
 * <p>Threads: immutable.
 */
final class MapMethods {

    /** What changes nothing. */
    static final Methods READ = new Methods()
            .<Map<Object, Object>>with("get", 1, (map, key, budget) -> get(map, key[0]))
            .<Map<Object, Object>>with("getOrDefault", 2, MapMethods::getOrDefault)
            .<Map<Object, Object>>with(
                    "containsKey", 1, (map, key, budget) -> key[0] != null && isKey(key[0]) && map.containsKey(key[0]))
            .<Map<Object, Object>>with(
                    "containsValue", 1, (map, value, budget) -> ListMethods.contains(map.values(), value[0], budget))
            .<Map<Object, Object>>with("keySet", 0, (map, none, budget) -> map.keySet())
            .<Map<Object, Object>>with("values", 0, (map, none, budget) -> map.values())
            .<Map<Object, Object>>with("entrySet", 0, (map, none, budget) -> map.entrySet())
            .<Map<Object, Object>>with("size", 0, (map, none, budget) -> map.size())
            .<Map<Object, Object>>with("isEmpty", 0, (map, none, budget) -> map.isEmpty())
            .<Map<Object, Object>>with("equals", 1, (map, other, budget) -> Same.same(map, other[0], budget))
            .<Map<Object, Object>>with("toString", 0, (map, none, budget) -> Printed.of(map, budget));

    static final Methods ALL = new Methods()
            .with(READ)
            .<Map<Object, Object>>with("put", 2, (map, pair, budget) -> put(map, pair[0], pair[1], budget))
            .<Map<Object, Object>>with("set", 2, (map, pair, budget) -> put(map, pair[0], pair[1], budget))
            .<Map<Object, Object>>with("putIfAbsent", 2, MapMethods::putIfAbsent)
            .<Map<Object, Object>>with("putAll", 1, (map, other, budget) -> putAll(map, other[0], budget))
            .<Map<Object, Object>>with("remove", 1, MapMethods::remove)
            .<Map<Object, Object>>with("clear", 0, MapMethods::clear);

    static final Methods ENTRY = new Methods()
            .<Map.Entry<Object, Object>>with("getKey", 0, (entry, none, budget) -> entry.getKey())
            .<Map.Entry<Object, Object>>with("getValue", 0, (entry, none, budget) -> entry.getValue());

    private MapMethods() {}

    /** Puts one value; what the map held before, or null. Maps of the request itself do not change. */
    @SuppressWarnings({"unchecked", "NullAway"}) // templates put what they like, null as well
    static @Nullable Object put(Object target, @Nullable Object key, @Nullable Object value, Budget budget) {
        if (!isKey(key)) {
            throw budget.stop("a template used a list or map as the key of a map");
        }
        budget.values(1);
        try {
            return ((Map<Object, Object>) target).put(key, value);
        } catch (UnsupportedOperationException | NullPointerException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Java hashes keys, and hashing nested lists may take for ever. */
    static boolean isKey(@Nullable Object key) {
        return key == null || key instanceof String || key instanceof Number || key instanceof Boolean;
    }

    /** The value; null where there is none. */
    static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
        return key != null && isKey(key) ? map.get(key) : null;
    }

    private static @Nullable Object putIfAbsent(Map<Object, Object> map, @Nullable Object[] pair, Budget budget) {
        Object value = get(map, pair[0]);
        return value == null ? put(map, pair[0], pair[1], budget) : value;
    }

    private static @Nullable Object getOrDefault(Map<Object, Object> map, @Nullable Object[] arguments, Budget budget) {
        Object value = get(map, arguments[0]);
        return value == null ? arguments[1] : value;
    }

    private static @Nullable Object putAll(Map<Object, Object> map, @Nullable Object other, Budget budget) {
        if (other instanceof Map<?, ?> more && more != map) {
            for (Map.Entry<?, ?> entry : more.entrySet()) {
                put(map, entry.getKey(), entry.getValue(), budget);
            }
        }
        return null;
    }

    private static @Nullable Object remove(Map<Object, Object> map, @Nullable Object[] arguments, Budget budget) {
        try {
            return arguments[0] != null && isKey(arguments[0]) ? map.remove(arguments[0]) : null;
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    private static @Nullable Object clear(Map<Object, Object> map, @Nullable Object[] none, Budget budget) {
        try {
            map.clear();
        } catch (UnsupportedOperationException e) {
            // A map of the request itself stays as it is.
        }
        return null;
    }
}
