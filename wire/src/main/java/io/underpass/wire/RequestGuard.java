package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/**
 * Takes a well-formed head or refuses it: the target's form, exactly one valid {@code Host}, and one unmistakable
 * length of the body. Where RFC 9112 lets a recipient guess, this one refuses, so that what is sent on can be read one
 * way only.
 *
 * <p>Threads: stateless.
 */
final class RequestGuard {

    /**
     * A request that may be served.
     *
     * @param bodyLength the length in bytes, or {@link BodyLength#CHUNKED}
     */
    record Admitted(RequestHead head, long bodyLength) {}

    private RequestGuard() {}

    /** Judges one head; replaces {@code Host} in {@code fields} where the target is in absolute form. */
    static Verdict<Admitted> check(RequestLine line, FieldList fields) {
        return check(line, fields, false);
    }

    /** As {@link #check(RequestLine, FieldList)}; of {@code severalHosts} each has to be valid, and the first counts. */
    static Verdict<Admitted> check(RequestLine line, FieldList fields, boolean severalHosts) {
        Verdict<RequestTarget> target = RequestTarget.read(line.method(), line.target());
        if (target instanceof Verdict.Refused<RequestTarget> refused) {
            return Verdict.refused(refused.refusal());
        }
        int hosts = 0;
        int lengths = 0;
        int codings = 0;
        boolean onlyChunked = true;
        boolean validHosts = true;
        CharSequence length = "";
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (FramingNames.isHost(name)) {
                hosts++;
                validHosts &= HostAndPort.isValid(fields.value(i));
            } else if (FramingNames.isContentLength(name)) {
                lengths++;
                length = fields.value(i);
            } else if (FramingNames.isTransferEncoding(name)) {
                codings++;
                onlyChunked &= AsciiString.contentEqualsIgnoreCase(HttpHeaderValues.CHUNKED, fields.value(i));
            } else if (FramingNames.isLookalike(name)) {
                return Verdict.refused("a field name looks like Content-Length or Transfer-Encoding but is neither");
            }
        }
        boolean http10 = line.version().equals(HttpVersion.HTTP_1_0);
        String hostProblem = hostProblem(severalHosts ? Math.min(hosts, 1) : hosts, validHosts, http10);
        if (!hostProblem.isEmpty()) {
            return Verdict.refused(hostProblem);
        }
        Verdict<Long> body = bodyLength(lengths, length, codings, onlyChunked, http10);
        if (body instanceof Verdict.Refused<Long> refused) {
            return Verdict.refused(refused.refusal());
        }
        return admitted(
                line, fields, ((Verdict.Passed<RequestTarget>) target).value(), ((Verdict.Passed<Long>) body).value());
    }

    private static Verdict<Admitted> admitted(
            RequestLine line, FieldList fields, RequestTarget target, long bodyLength) {
        if (!target.authority().isEmpty()) {
            fields.set(FieldNames.HOST, target.authority());
        }
        RequestHead head = new RequestHead(line.method(), target.origin(), line.version(), fields);
        return Verdict.passed(new Admitted(head, bodyLength));
    }

    private static String hostProblem(int count, boolean valid, boolean http10) {
        if (count > 1) {
            return "more than one Host field";
        }
        if (count == 0) {
            return http10 ? "" : "no Host field";
        }
        return valid ? "" : "the Host field is not a host and port";
    }

    private static Verdict<Long> bodyLength(
            int lengths, CharSequence length, int codings, boolean onlyChunked, boolean http10) {
        if (codings > 0) {
            if (lengths > 0) {
                return Verdict.refused("both Transfer-Encoding and Content-Length");
            }
            if (http10) {
                return Verdict.refused("Transfer-Encoding in an HTTP/1.0 request");
            }
            // Several fields say what one with a list says (RFC 9110 5.3), so that one strange coding decides.
            if (!onlyChunked) {
                return Verdict.refused(
                        new Refusal(HttpResponseStatus.NOT_IMPLEMENTED, "a Transfer-Encoding other than chunked"));
            }
            if (codings > 1) {
                return Verdict.refused("more than one Transfer-Encoding field");
            }
            return Verdict.passed(BodyLength.CHUNKED);
        }
        if (lengths > 1) {
            return Verdict.refused("more than one Content-Length field");
        }
        if (lengths == 0) {
            return Verdict.passed(0L);
        }
        long bytes = BodyLength.parse(length);
        return bytes == BodyLength.INVALID
                ? Verdict.refused("the Content-Length is not a number of bytes")
                : Verdict.passed(bytes);
    }
}
