package io.underpass.wire;

import io.netty.util.AsciiString;

/**
 * A few names of header fields. Most names that are asked for are told apart by their length alone.
 *
 * <p>Threads: immutable.
 */
public final class FieldSet {

    private final AsciiString[] names;
    private final long lengths;

    private FieldSet(AsciiString[] names, long lengths) {
        this.names = names;
        this.lengths = lengths;
    }

    /** The set of {@code names}, each shorter than 64 characters. */
    public static FieldSet of(AsciiString... names) {
        long lengths = 0;
        for (AsciiString name : names) {
            if (name.length() >= Long.SIZE) {
                throw new IllegalArgumentException("a name of " + name.length() + " characters: " + name);
            }
            lengths |= 1L << name.length();
        }
        return new FieldSet(names.clone(), lengths);
    }

    /** Whether {@code name}, in any case, is in it. */
    public boolean contains(CharSequence name) {
        if (name.length() >= Long.SIZE || (lengths >>> name.length() & 1) == 0) {
            return false;
        }
        for (AsciiString known : names) {
            if (known.length() == name.length() && known.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
