package io.underpass.gateway.data;

import io.netty.util.AsciiString;
import java.util.Map;

/**
 * A fixed table by header name, upper and lower case alike. A lookup makes no garbage, whatever kind of text the name
 * is.
 *
 * <p>Threads: immutable.
 */
final class FieldTable<V> {

    private static final int SLOTS = 128;

    private final AsciiString[][] names = new AsciiString[SLOTS][];
    private final Object[][] values = new Object[SLOTS][];
    private final V otherwise;

    FieldTable(Map<String, V> entries, V otherwise) {
        this.otherwise = otherwise;
        for (int slot = 0; slot < SLOTS; slot++) {
            int here = slot;
            var inSlot = entries.entrySet().stream()
                    .filter(entry -> slot(entry.getKey()) == here)
                    .toList();
            names[slot] =
                    inSlot.stream().map(entry -> AsciiString.of(entry.getKey())).toArray(AsciiString[]::new);
            values[slot] = inSlot.stream().map(Map.Entry::getValue).toArray();
        }
    }

    /** The value for {@code name}. */
    @SuppressWarnings("unchecked") // only values of type V were put in
    V get(CharSequence name) {
        int slot = slot(name);
        AsciiString[] candidates = names[slot];
        for (int i = 0; i < candidates.length; i++) {
            if (candidates[i].contentEqualsIgnoreCase(name)) {
                return (V) values[slot][i];
            }
        }
        return otherwise;
    }

    private static int slot(CharSequence name) {
        return AsciiString.hashCode(name) & (SLOTS - 1);
    }
}
