package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;

/**
 * Finds out how a response is framed (RFC 9112 6.3) and whether its connection may serve another request.
 *
 * <p>Threads: stateless.
 */
final class ResponseGuard {

    private ResponseGuard() {}

    /** Judges a final response to {@code method}; takes the framing fields out of {@code fields}. */
    static ResponseDecoder.Result check(HttpMethod method, StatusLine line, FieldList fields) {
        long announced = -1;
        int codings = 0;
        boolean lengthGiven = false;
        boolean trailerGiven = false;
        CharSequence coding = "";
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (FramingNames.isContentLength(name)) {
                long length = BodyLength.parse(fields.value(i));
                if (length == BodyLength.INVALID || (lengthGiven && length != announced)) {
                    return ResponseDecoder.malformed("the Content-Length is not one number of bytes");
                }
                announced = length;
                lengthGiven = true;
            } else if (FramingNames.isTransferEncoding(name)) {
                codings++;
                coding = fields.value(i);
            } else if (AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.TRAILER, name)) {
                trailerGiven = true;
            }
        }
        if (codings > 1 || (codings == 1 && !AsciiString.contentEqualsIgnoreCase(HttpHeaderValues.CHUNKED, coding))) {
            return ResponseDecoder.malformed("a Transfer-Encoding other than chunked");
        }
        boolean chunked = codings == 1;
        removeFraming(fields, lengthGiven, chunked, trailerGiven);
        boolean noContent = line.status().code() == HttpResponseStatus.NO_CONTENT.code();
        boolean bodiless = noContent
                || method.equals(HttpMethod.HEAD)
                || line.status().code() == HttpResponseStatus.NOT_MODIFIED.code();
        boolean keepAlive = keepsAlive(line, fields)
                && !(chunked && (lengthGiven || line.http10()))
                && !(noContent && (announced > 0 || chunked))
                && (bodiless || lengthGiven || chunked);
        long length = noContent ? 0 : chunked ? -1 : announced;
        long bodyLength =
                bodiless ? 0 : chunked ? BodyLength.CHUNKED : lengthGiven ? announced : BodyLength.UNTIL_CLOSE;
        return new ResponseDecoder.Final(new ResponseHead(line.status(), fields, length), bodyLength, keepAlive);
    }

    private static boolean keepsAlive(StatusLine line, FieldList fields) {
        return line.http10()
                ? fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)
                : !fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    private static void removeFraming(FieldList fields, boolean length, boolean coding, boolean trailer) {
        if (length) {
            fields.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        if (coding) {
            fields.remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (trailer) {
            fields.remove(HttpHeaderNames.TRAILER);
        }
    }
}
