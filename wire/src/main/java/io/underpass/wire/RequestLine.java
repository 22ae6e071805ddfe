package io.underpass.wire;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of a request: exactly a method token, a target and a version, with single spaces between (RFC 9112
 * section 3).
 *
 * <p>Threads: immutable.
 *
 * @param target as sent; its form is not checked yet
 */
record RequestLine(HttpMethod method, String target, HttpVersion version) {

    private static final int VERSION_BYTES = 8;
    private static final HttpMethod[] COMMON_METHODS = {HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT};
    private static final AsciiString HTTP_1_1 = AsciiString.cached("HTTP/1.1");
    private static final AsciiString HTTP_1_0 = AsciiString.cached("HTTP/1.0");

    /** Reads the line {@code head[0, end)}, which comes without its CRLF. */
    static Verdict<RequestLine> read(byte[] head, int end) {
        int at = 0;
        while (at < end && Octets.isToken(head[at])) {
            at++;
        }
        if (at == 0 || at == end || head[at] != Octets.SP) {
            return Verdict.refused("the request line does not begin with a method");
        }
        int methodEnd = at;
        int targetStart = ++at;
        while (at < end && Octets.isTarget(head[at])) {
            at++;
        }
        int targetEnd = at;
        if (targetEnd < end && head[targetEnd] != Octets.SP) {
            return Verdict.refused("the request target contains a character that is not allowed");
        }
        if (targetEnd == targetStart) {
            return Verdict.refused("the request line has no target");
        }
        if (targetEnd == end) {
            return Verdict.refused("the request line has no HTTP version");
        }
        return version(new AsciiString(head, targetEnd + 1, end - targetEnd - 1, false), head, methodEnd, targetEnd);
    }

    private static Verdict<RequestLine> version(AsciiString text, byte[] head, int methodEnd, int targetEnd) {
        HttpVersion version;
        if (text.equals(HTTP_1_1)) {
            version = HttpVersion.HTTP_1_1;
        } else if (text.equals(HTTP_1_0)) {
            version = HttpVersion.HTTP_1_0;
        } else if (isOtherHttpVersion(text)) {
            return Verdict.refused(new Refusal(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 and HTTP/1.0 are spoken here"));
        } else {
            return Verdict.refused("the request line does not end with an HTTP version");
        }
        HttpMethod method = method(head, methodEnd);
        String target = new String(head, methodEnd + 1, targetEnd - methodEnd - 1, StandardCharsets.US_ASCII);
        return Verdict.passed(new RequestLine(method, target, version));
    }

    private static HttpMethod method(byte[] head, int end) {
        for (HttpMethod common : COMMON_METHODS) {
            AsciiString name = common.asciiName();
            if (name.length() == end && Arrays.equals(name.array(), 0, end, head, 0, end)) {
                return common;
            }
        }
        return HttpMethod.valueOf(new String(head, 0, end, StandardCharsets.US_ASCII));
    }

    private static boolean isOtherHttpVersion(AsciiString text) {
        return text.length() == VERSION_BYTES
                && text.startsWith("HTTP/")
                && Octets.isDigit(text.byteAt(5))
                && text.byteAt(6) == '.'
                && Octets.isDigit(text.byteAt(7));
    }
}
