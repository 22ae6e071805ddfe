package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first line of a response (RFC 9112 section 4). The reason may be missing, and the space before it too, since many
 * small servers leave both out.
 *
 * <p>Threads: immutable.
 *
 * @param http10 whether the origin speaks HTTP/1.0 only
 */
record StatusLine(HttpResponseStatus status, boolean http10) {

    private static final int CODE_AT = 9;
    private static final int REASON_AT = 13;

    /** Reads the line {@code head[0, end)}, which comes without its CRLF; empty where it is none. */
    static Optional<StatusLine> read(byte[] head, int end) {
        if (end < CODE_AT + 3
                || !startsWithVersion(head)
                || head[CODE_AT - 1] != Octets.SP
                || (end > CODE_AT + 3 && head[CODE_AT + 3] != Octets.SP)) {
            return Optional.empty();
        }
        int code = 0;
        for (int i = CODE_AT; i < CODE_AT + 3; i++) {
            if (!Octets.isDigit(head[i])) {
                return Optional.empty();
            }
            code = code * 10 + head[i] - '0';
        }
        if (code < 100 || code > 599) {
            return Optional.empty();
        }
        for (int i = REASON_AT; i < end; i++) {
            if (!Octets.isFieldValue(head[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new StatusLine(status(code, head, end), head[7] == '0'));
    }

    private static boolean startsWithVersion(byte[] head) {
        return head[0] == 'H'
                && head[1] == 'T'
                && head[2] == 'T'
                && head[3] == 'P'
                && head[4] == '/'
                && head[5] == '1'
                && head[6] == '.'
                && (head[7] == '1' || head[7] == '0');
    }

    private static HttpResponseStatus status(int code, byte[] head, int end) {
        HttpResponseStatus known = HttpResponseStatus.valueOf(code);
        int length = Math.max(0, end - REASON_AT);
        String reason = length == 0 ? "" : new String(head, REASON_AT, length, StandardCharsets.ISO_8859_1);
        return known.reasonPhrase().equals(reason) ? known : new HttpResponseStatus(code, reason);
    }
}
