package io.underpass.wire;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request that came by HTTP/2 into the form that HTTP/1.1 gives it, and holds it to the same rules:
 * what could not have come by HTTP/1.1 is refused, since sent on by HTTP/1.1 it would be read differently (RFC 9113
 * 8.2, 8.3 and 10.3).
 *
 * <p>Threads: confined to one thread; used once.
 */
final class Http2RequestHead {

    private static final int LINE_OVERHEAD_BYTES = 4;
    private static final int SEPARATOR_BYTES = 2; // Colon and space, as clients of HTTP/1.1 write them.
    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");

    private final FieldList fields = new FieldList();
    private @Nullable AsciiString method;
    private @Nullable AsciiString scheme;
    private @Nullable AsciiString authority;
    private @Nullable AsciiString path;
    private @Nullable AsciiString host;
    private @Nullable StringBuilder cookies;
    private long fieldBytes;
    private int longestFieldBytes;

    private Http2RequestHead() {}

    /**
     * Judges {@code headers}.
     *
     * @param ended whether no body follows
     */
    static Verdict<RequestGuard.Admitted> read(Http2Headers headers, boolean ended, ListenerSettings settings) {
        Http2RequestHead head = new Http2RequestHead();
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            String problem = head.take(AsciiString.of(field.getKey()), AsciiString.of(field.getValue()));
            if (!problem.isEmpty()) {
                return Verdict.refused(problem);
            }
        }
        return head.judge(ended, settings);
    }

    private String take(AsciiString name, AsciiString value) {
        if (!isFieldValue(value)) {
            return "a field value contains a control character or is framed by white space";
        }
        if (!name.isEmpty() && name.byteAt(0) == ':') {
            return takePseudo(name.toString(), value);
        }
        if (!isLowerCaseToken(name)) {
            return "a field name contains a character that is not allowed";
        }
        if (Http2Fields.OF_CONNECTIONS.contains(name)) {
            return "a field that is for a connection of HTTP/1.1 only";
        }
        if (AsciiString.contentEqualsIgnoreCase(name, FieldNames.TE)
                && !AsciiString.contentEqualsIgnoreCase(value, TRAILERS)) {
            return "a TE field other than trailers";
        }
        fieldBytes += name.length() + value.length() + LINE_OVERHEAD_BYTES;
        longestFieldBytes = Math.max(longestFieldBytes, name.length() + value.length() + SEPARATOR_BYTES);
        if (FramingNames.isHost(name)) {
            boolean again = host != null;
            host = value;
            return again ? "more than one Host field" : "";
        }
        if (name.equals(COOKIE)) {
            join(value);
        } else {
            fields.append(name, value);
        }
        return "";
    }

    private String takePseudo(String name, AsciiString value) {
        AsciiString before;
        switch (name) {
            case ":method" -> {
                before = method;
                method = value;
            }
            case ":scheme" -> {
                before = scheme;
                scheme = value;
            }
            case ":authority" -> {
                before = authority;
                authority = value;
                fieldBytes += value.length() + FieldNames.HOST.length() + LINE_OVERHEAD_BYTES;
            }
            case ":path" -> {
                before = path;
                path = value;
            }
            default -> {
                return "a pseudo-header field that is unknown";
            }
        }
        return before == null ? "" : "a pseudo-header field twice";
    }

    /** A client may send its cookies one by one; to HTTP/1.1 they are one field (RFC 9113 8.2.3). */
    private void join(AsciiString cookie) {
        if (cookies == null) {
            cookies = new StringBuilder(cookie.length());
        } else {
            cookies.append("; ");
        }
        cookies.append(cookie);
    }

    private Verdict<RequestGuard.Admitted> judge(boolean ended, ListenerSettings settings) {
        if (method == null || !isToken(method)) {
            return Verdict.refused("the request does not name a method");
        }
        if (scheme == null || !(scheme.contentEqualsIgnoreCase(HTTPS) || scheme.contentEqualsIgnoreCase(HTTP))) {
            return Verdict.refused("the request does not name a scheme of HTTP");
        }
        if (path == null || !isTarget(path)) {
            return Verdict.refused("the request target is no path, or contains a character that is not allowed");
        }
        if (path.length() + method.length() > settings.maxRequestLineBytes()) {
            return Verdict.refused(
                    new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long"));
        }
        if (longestFieldBytes > settings.maxFieldBytes()) {
            return Verdict.refused(
                    new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "a header field is too long"));
        }
        if (fieldBytes > settings.maxHeaderBytes()) {
            return Verdict.refused(
                    new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are too large"));
        }
        if (authority != null && host != null && !host.contentEqualsIgnoreCase(authority)) {
            return Verdict.refused("the Host field and the authority of the request differ");
        }
        AsciiString asked = authority == null ? host : authority;
        if (asked != null) {
            fields.append(FieldNames.HOST, asked);
        }
        if (cookies != null) {
            fields.append(COOKIE, AsciiString.of(cookies));
        }
        RequestLine line =
                new RequestLine(HttpMethod.valueOf(method.toString()), path.toString(), HttpVersion.HTTP_1_1);
        return withBody(RequestGuard.check(line, fields), ended);
    }

    /** The length of a body need not be announced: the end of the stream is its end. */
    private Verdict<RequestGuard.Admitted> withBody(Verdict<RequestGuard.Admitted> verdict, boolean ended) {
        if (!(verdict instanceof Verdict.Passed<RequestGuard.Admitted> passed)) {
            return verdict;
        }
        RequestHead head = passed.value().head();
        long announced = passed.value().bodyLength();
        if (ended) {
            return announced == 0 ? verdict : Verdict.refused("a body was announced and did not come");
        }
        boolean silent = announced == 0 && !fields.contains(FieldNames.CONTENT_LENGTH);
        return silent ? Verdict.passed(new RequestGuard.Admitted(head, BodyLength.CHUNKED)) : verdict;
    }

    static boolean isFieldValue(AsciiString value) {
        int end = value.length();
        for (int i = 0; i < end; i++) {
            if (!Octets.isFieldValue(value.byteAt(i))) {
                return false;
            }
        }
        return end == 0 || !(Octets.isWhiteSpace(value.byteAt(0)) || Octets.isWhiteSpace(value.byteAt(end - 1)));
    }

    static boolean isLowerCaseToken(AsciiString name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.byteAt(i) >= 'A' && name.byteAt(i) <= 'Z') {
                return false;
            }
        }
        return isToken(name);
    }

    private static boolean isToken(AsciiString text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Octets.isToken(text.byteAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A path or {@code *}: the absolute form has its authority in a field of its own here. */
    private static boolean isTarget(AsciiString path) {
        for (int i = 0; i < path.length(); i++) {
            if (!Octets.isTarget(path.byteAt(i))) {
                return false;
            }
        }
        return !path.isEmpty() && (path.byteAt(0) == '/' || (path.length() == 1 && path.byteAt(0) == '*'));
    }
}
