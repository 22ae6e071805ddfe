package io.underpass.wire;

/**
 * How long a body is, as one {@code long}: a count of bytes, or one of the two constants.
 *
 * <p>Threads: stateless.
 */
final class BodyLength {

    /** Not announced: chunked. The same -1 that the contracts use for an unknown length. */
    static final long CHUNKED = -1;

    /** Not announced: the body lasts until the connection closes. */
    static final long UNTIL_CLOSE = -2;

    /** What {@link #parse} answers to a value that is not a length. */
    static final long INVALID = -3;

    private static final int MAX_DIGITS = 18;

    private BodyLength() {}

    /** Reads the value of a {@code Content-Length} field: digits only, neither sign nor list. */
    static long parse(CharSequence value) {
        int digits = value.length();
        if (digits == 0 || digits > MAX_DIGITS) {
            return INVALID;
        }
        long length = 0;
        for (int i = 0; i < digits; i++) {
            char c = value.charAt(i);
            if (!Octets.isDigit(c)) {
                return INVALID;
            }
            length = length * 10 + c - '0';
        }
        return length;
    }
}
