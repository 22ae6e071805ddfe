package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Writes the head of a response for HTTP/2: names in lower case, and nothing that speaks of a connection (RFC 9113 8.2).
 *
 * <p>Threads: stateless.
 */
final class Http2ResponseHead {

    private Http2ResponseHead() {}

    static Http2Headers of(ResponseHead head, boolean bodiless) {
        Http2Headers out = new DefaultHttp2Headers(false);
        out.status(head.status().codeAsText());
        Http2Fields.add(out, head.headers(), name -> false);
        if (tellsLength(head, bodiless)) {
            out.addLong(Http2Fields.CONTENT_LENGTH, head.length());
        }
        return out;
    }

    /** By the rules of {@link ResponseHeadEncoder}. */
    private static boolean tellsLength(ResponseHead head, boolean bodiless) {
        int code = head.status().code();
        return !bodiless
                ? head.length() >= 0
                : code != HttpResponseStatus.NO_CONTENT.code()
                        && head.length() >= (code == HttpResponseStatus.NOT_MODIFIED.code() ? 1 : 0);
    }
}
