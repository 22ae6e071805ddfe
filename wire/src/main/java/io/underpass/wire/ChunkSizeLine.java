package io.underpass.wire;

/**
 * The line before a chunk: a hexadecimal size, then extensions (RFC 9112 7.1.1). The grammar is applied to the letter;
 * the one leniency is the white space before and after {@code ;} and {@code =} that the RFC itself asks to accept.
 *
 * <p>Threads: stateless.
 */
final class ChunkSizeLine {

    /** Fifteen hexadecimal digits stay below {@link Long#MAX_VALUE}. */
    private static final int MAX_DIGITS = 15;

    private ChunkSizeLine() {}

    /** The chunk's size, or -1 where the line, given without its CRLF, breaks the grammar. */
    static long read(byte[] line) {
        int digits = sizeDigits(line);
        if (digits == 0 || digits > MAX_DIGITS || !areExtensions(line, digits)) {
            return -1;
        }
        long size = 0;
        for (int i = 0; i < digits; i++) {
            size = (size << 4) | Octets.hexValue(line[i]);
        }
        return size;
    }

    /** How many bytes of the line are not the size. */
    static int extensionBytes(byte[] line) {
        return line.length - sizeDigits(line);
    }

    private static int sizeDigits(byte[] line) {
        int at = 0;
        while (at < line.length && Octets.hexValue(line[at]) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean areExtensions(byte[] line, int from) {
        int at = from;
        while (at < line.length) {
            at = skipWhiteSpace(line, at);
            if (at == line.length || line[at] != ';') {
                return false;
            }
            int nameStart = skipWhiteSpace(line, at + 1);
            int nameEnd = skipToken(line, nameStart);
            if (nameEnd == nameStart) {
                return false;
            }
            at = nameEnd;
            int equals = skipWhiteSpace(line, at);
            if (equals < line.length && line[equals] == '=') {
                int valueStart = skipWhiteSpace(line, equals + 1);
                at = skipValue(line, valueStart);
                if (at <= valueStart) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The index behind the token or quoted string at {@code from}; {@code from} itself where there is none. */
    private static int skipValue(byte[] line, int from) {
        if (from == line.length || line[from] != '"') {
            return skipToken(line, from);
        }
        int at = from + 1;
        while (at < line.length && line[at] != '"') {
            at += line[at] == '\\' ? 2 : 1;
            if (at > line.length || !Octets.isFieldValue(line[at - 1])) {
                return from;
            }
        }
        return at < line.length ? at + 1 : from;
    }

    private static int skipToken(byte[] line, int from) {
        int at = from;
        while (at < line.length && Octets.isToken(line[at])) {
            at++;
        }
        return at;
    }

    private static int skipWhiteSpace(byte[] line, int from) {
        int at = from;
        while (at < line.length && Octets.isWhiteSpace(line[at])) {
            at++;
        }
        return at;
    }
}
