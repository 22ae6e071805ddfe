package io.underpass.wire;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;

/**
 * Writes the head of a request that is sent on by HTTP/2.
 *
 * <p>Threads: stateless.
 */
final class Http2RequestHeadEncoder {

    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private Http2RequestHeadEncoder() {}

    /**
     * The head of {@code head}, whose {@code Host} becomes the authority.
     *
     * @param bodyLength in bytes, or -1 where nobody said
     */
    static Http2Headers encode(RequestHead head, long bodyLength, InetSocketAddress origin, boolean secure) {
        Http2Headers out = new DefaultHttp2Headers(false);
        FieldList fields = FieldList.of(head.headers());
        CharSequence host = fields.first(FieldNames.HOST, "");
        out.method(head.method().asciiName())
                .scheme(secure ? HTTPS : HTTP)
                .authority(Http2Fields.checked(
                        host.length() == 0 ? HostAndPort.of(origin).toString() : host))
                .path(HeadEncoder.target(head.target()));
        Http2Fields.add(out, fields, FramingNames::isHost);
        if (fields.contains(FieldNames.TE)) {
            out.set(FieldNames.TE.toLowerCase(), TRAILERS); // the only thing that it may say (RFC 9113 8.2.2)
        }
        if (bodyLength > 0 || (bodyLength == 0 && head.method().equals(HttpMethod.POST))) {
            out.addLong(Http2Fields.CONTENT_LENGTH, bodyLength);
        }
        return out;
    }
}
