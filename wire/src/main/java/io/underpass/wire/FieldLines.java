package io.underpass.wire;

import io.netty.util.AsciiString;

/**
 * Reads field lines by the letter of RFC 9112 section 5: a token, a colon right behind it, a value without control
 * characters. Folded lines, white space before the colon and bare CR are refused, not repaired, because repairing them
 * is how two parsers come to read one message differently.
 *
 * <p>Threads: stateless.
 */
final class FieldLines {

    private FieldLines() {}

    /**
     * Reads the lines in {@code head[from, to)}, each ended by CRLF, into {@code fields}. Names and values are views of
     * {@code head}, which must not change afterwards.
     *
     * @return what is wrong, or an empty text where all is well
     */
    static String read(byte[] head, int from, int to, FieldList fields) {
        int at = from;
        while (at < to) {
            int nameStart = at;
            while (at < to && Octets.isToken(head[at])) {
                at++;
            }
            int nameEnd = at;
            if (at == to || head[at] != ':' || nameEnd == nameStart) {
                return nameProblem(head, nameStart, at, to);
            }
            at++;
            while (Octets.isWhiteSpace(head[at])) {
                at++;
            }
            int valueStart = at;
            int valueEnd = at;
            while (head[at] != Octets.CR) {
                if (!Octets.isFieldValue(head[at])) {
                    return "a field value contains a control character";
                }
                if (!Octets.isWhiteSpace(head[at])) {
                    valueEnd = at + 1;
                }
                at++;
            }
            if (head[at + 1] != Octets.LF) {
                return "a field value contains a bare CR";
            }
            at += 2;
            fields.append(
                    new AsciiString(head, nameStart, nameEnd - nameStart, false),
                    new AsciiString(head, valueStart, valueEnd - valueStart, false));
        }
        return "";
    }

    private static String nameProblem(byte[] head, int nameStart, int at, int to) {
        if (at < to && at == nameStart) {
            if (Octets.isWhiteSpace(head[at])) {
                return "a line of the head begins with white space (folded lines are obsolete)";
            }
            if (head[at] == ':') {
                return "a field has no name";
            }
        }
        if (at < to && Octets.isWhiteSpace(head[at])) {
            return "white space in or after a field name";
        }
        if (at < to && head[at] == Octets.CR) {
            return "a field line has no colon";
        }
        return "a field name contains a character that is not allowed";
    }
}
