package io.underpass.wire;

/**
 * The character classes of RFC 9110 and RFC 9112, one table look-up each.
 *
 * <p>Threads: immutable.
 */
final class Octets {

    static final byte CR = '\r';
    static final byte LF = '\n';
    static final byte SP = ' ';
    static final byte HTAB = '\t';

    private static final int TOKEN = 1;
    private static final int FIELD_VALUE = 2;
    private static final int TARGET = 4;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0x21; c < 0x7f; c++) {
            CLASSES[c] |= FIELD_VALUE | TARGET;
        }
        CLASSES[SP] |= FIELD_VALUE;
        CLASSES[HTAB] |= FIELD_VALUE;
        for (int c = 0x80; c < 0x100; c++) {
            CLASSES[c] |= FIELD_VALUE; // obs-text
        }
        CLASSES['#'] &= ~TARGET; // a fragment never travels (RFC 9112 3.2)
        for (int c = '0'; c <= '9'; c++) {
            CLASSES[c] |= TOKEN;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            CLASSES[c] |= TOKEN;
            CLASSES[c - 'a' + 'A'] |= TOKEN;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            CLASSES[c] |= TOKEN;
        }
    }

    private Octets() {}

    /** Whether {@code octet} may stand in a method or a field name. */
    static boolean isToken(byte octet) {
        return (CLASSES[octet & 0xff] & TOKEN) != 0;
    }

    /** Whether {@code octet} may stand in a field value, white space included. */
    static boolean isFieldValue(byte octet) {
        return (CLASSES[octet & 0xff] & FIELD_VALUE) != 0;
    }

    /**
     * Whether {@code octet} may stand in a request target: printable ASCII without {@code #}. RFC 3986 allows fewer,
     * but clients send the likes of {@code |} and {@code {}} raw and AWS takes them.
     */
    static boolean isTarget(byte octet) {
        return (CLASSES[octet & 0xff] & TARGET) != 0;
    }

    static boolean isWhiteSpace(byte octet) {
        return octet == SP || octet == HTAB;
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isLetter(int octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexValue(int octet) {
        if (isDigit(octet)) {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
