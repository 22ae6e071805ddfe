package io.underpass.alb.compile;

import java.util.BitSet;

/**
 * A set of status codes written as {@code 200}, {@code 200,202} or {@code 200-299}.
 *
 * <p>Threads: immutable.
 */
public final class HttpCodes {

    private final String source;
    private final BitSet codes = new BitSet();

    /**
     * Reads {@code text}.
     *
     * @throws IllegalArgumentException if it is not such a set
     */
    public HttpCodes(String text) {
        this.source = text;
        for (String item : text.split(",")) {
            String[] ends = item.split("-", 2);
            int first = Integer.parseInt(ends[0].trim());
            codes.set(first, (ends.length == 1 ? first : Integer.parseInt(ends[1].trim())) + 1);
        }
    }

    /** Whether {@code status} is one of them. */
    public boolean contains(int status) {
        return codes.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpCodes set && codes.equals(set.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
