package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Decides how a response is framed and writes its head.
 *
 * <p>Threads: stateless.
 */
final class ResponseHeadEncoder {

    /** A body up to this size finds room behind the head. */
    private static final int SMALL_BODY_BYTES = 1024;

    private ResponseHeadEncoder() {}

    /** The length that the body is written with: to a client of HTTP/1.0 there is no chunked coding. */
    static long bodyLength(RequestHead request, ResponseHead head, boolean bodiless) {
        if (bodiless) {
            return 0;
        }
        if (head.length() >= 0) {
            return head.length();
        }
        return request.version().equals(HttpVersion.HTTP_1_0) ? BodyLength.UNTIL_CLOSE : BodyLength.CHUNKED;
    }

    /** Writes the head of a response by which the connection leaves HTTP; the caller releases it. */
    static ByteBuf encodeUpgrade(ByteBufAllocator alloc, ResponseHead head) {
        HeadBytes out = HeadBytes.empty();
        HeadEncoder.statusLine(out, head.status());
        HeadEncoder.fields(out, head.headers());
        HeadEncoder.upgrade(out);
        HeadEncoder.end(out);
        return out.toBuffer(alloc, SMALL_BODY_BYTES);
    }

    /**
     * Writes the head into a new buffer, which is the caller's to release.
     *
     * @param bodyLength from {@link #bodyLength}
     */
    static ByteBuf encode(
            ByteBufAllocator alloc, ResponseHead head, long bodyLength, boolean bodiless, boolean keepAlive) {
        HeadBytes out = HeadBytes.empty();
        HeadEncoder.statusLine(out, head.status());
        HeadEncoder.fields(out, head.headers());
        if (bodiless) {
            // 204 must not have a length (RFC 9110 8.6); 304 and HEAD tell that of the body GET would get,
            // if it is known; nobody announces an empty body by 304.
            int code = head.status().code();
            boolean notModified = code == HttpResponseStatus.NOT_MODIFIED.code();
            boolean tellsLength =
                    code != HttpResponseStatus.NO_CONTENT.code() && head.length() >= (notModified ? 1 : 0);
            if (tellsLength) {
                HeadEncoder.contentLength(out, head.length());
            }
        } else if (bodyLength >= 0) {
            HeadEncoder.contentLength(out, bodyLength);
        } else if (bodyLength == BodyLength.CHUNKED) {
            HeadEncoder.chunked(out);
        }
        HeadEncoder.connection(out, keepAlive);
        HeadEncoder.end(out);
        return out.toBuffer(alloc, (int) Math.max(0, Math.min(bodyLength, SMALL_BODY_BYTES)));
    }
}
