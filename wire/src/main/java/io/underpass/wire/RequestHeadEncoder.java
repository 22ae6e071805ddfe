package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;

/**
 * Writes the head of a request that is sent on.
 *
 * <p>Threads: stateless.
 */
final class RequestHeadEncoder {

    /** A body up to this size finds room behind the head. */
    private static final int SMALL_BODY_BYTES = 1024;

    private RequestHeadEncoder() {}

    /** Writes the head of a request that keeps to HTTP. */
    static ByteBuf encode(
            ByteBufAllocator alloc, RequestHead head, long bodyLength, InetSocketAddress origin, boolean close) {
        return encode(alloc, head, bodyLength, origin, close, false);
    }

    /** Writes the head into a new buffer, which is the caller's to release. */
    static ByteBuf encode(
            ByteBufAllocator alloc,
            RequestHead head,
            long bodyLength,
            InetSocketAddress origin,
            boolean close,
            boolean upgrade) {
        HeadBytes out = HeadBytes.empty();
        HeadEncoder.requestLine(out, head);
        if (!head.headers().contains(HttpHeaderNames.HOST)) {
            HeadEncoder.host(out, HostAndPort.of(origin).toString());
        }
        boolean said = HeadEncoder.fields(out, head.headers(), close && !upgrade);
        if (bodyLength > 0 || (bodyLength == 0 && meansBody(head.method()))) {
            HeadEncoder.contentLength(out, bodyLength);
        } else if (bodyLength < 0) {
            HeadEncoder.chunked(out);
        }
        if (upgrade) {
            HeadEncoder.upgrade(out);
        } else if (close && !said) {
            HeadEncoder.connection(out, false);
        }
        HeadEncoder.end(out);
        return out.toBuffer(alloc, (int) Math.max(0, Math.min(bodyLength, SMALL_BODY_BYTES)));
    }

    /** RFC 9110 8.6: a length of 0 is worth saying where the method anticipates a body. */
    private static boolean meansBody(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
    }
}
