package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes header fields for HTTP/2: names in lower case, and nothing that speaks of a connection (RFC 9113 8.2).
 *
 * <p>Threads: stateless.
 */
final class Http2Fields {

    static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

    /** What speaks of a connection has no place in a stream. */
    static final FieldSet OF_CONNECTIONS = FieldSet.of(
            FieldNames.CONNECTION,
            FieldNames.PROXY_CONNECTION,
            FieldNames.KEEP_ALIVE,
            FieldNames.TRANSFER_ENCODING,
            FieldNames.UPGRADE,
            FieldNames.HTTP2_SETTINGS);

    private static final Logger LOG = LoggerFactory.getLogger(Http2Fields.class);

    private Http2Fields() {}

    /** {@code headers} as trailers. */
    static Http2Headers of(HttpHeaders headers) {
        Http2Headers out = new DefaultHttp2Headers(false);
        add(out, headers, name -> false);
        return out;
    }

    /** Adds {@code headers} but for the length, which the carrier knows, and what {@code leftOut} holds. */
    static void add(Http2Headers out, HttpHeaders headers, Predicate<CharSequence> leftOut) {
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (OF_CONNECTIONS.contains(name) || FramingNames.isContentLength(name) || leftOut.test(name)) {
                continue;
            }
            AsciiString octets = AsciiString.of(name);
            if (!HeadEncoder.isToken(octets)) {
                LOG.warn("a header field was left out: its name is not a token");
                continue;
            }
            out.add(octets.toLowerCase(), checked(fields.value(i)));
        }
    }

    /** As Latin-1, and what would split a line for a reader further on becomes a space. */
    static AsciiString checked(CharSequence value) {
        byte[] octets = value instanceof AsciiString ascii
                ? ascii.toByteArray()
                : value.toString().getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r' || octets[i] == '\n' || octets[i] == 0) {
                octets[i] = ' ';
            }
        }
        return new AsciiString(octets, false).trim();
    }
}
