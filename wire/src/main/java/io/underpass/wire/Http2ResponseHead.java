package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the head of a response for HTTP/2: names in lower case, and nothing that speaks of a connection (RFC 9113 8.2).
 *
 * <p>Threads: stateless.
 */
final class Http2ResponseHead {

    private static final Logger LOG = LoggerFactory.getLogger(Http2ResponseHead.class);
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

    /** Those that the carrier sets itself, or that it has no use for. */
    private static final FieldSet LEFT_OUT = FieldSet.of(
            FieldNames.CONNECTION,
            FieldNames.PROXY_CONNECTION,
            FieldNames.KEEP_ALIVE,
            FieldNames.TRANSFER_ENCODING,
            FieldNames.UPGRADE,
            FieldNames.CONTENT_LENGTH);

    private Http2ResponseHead() {}

    static Http2Headers of(ResponseHead head, boolean bodiless) {
        Http2Headers out = new DefaultHttp2Headers(false);
        out.status(head.status().codeAsText());
        FieldList fields = FieldList.of(head.headers());
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (LEFT_OUT.contains(name)) {
                continue;
            }
            AsciiString octets = AsciiString.of(name);
            if (!HeadEncoder.isToken(octets)) {
                LOG.warn("a header field was left out: its name is not a token");
                continue;
            }
            out.add(octets.toLowerCase(), checked(fields.value(i)));
        }
        if (tellsLength(head, bodiless)) {
            out.addLong(CONTENT_LENGTH, head.length());
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

    /** As Latin-1, and what would split a line for a reader further on becomes a space. */
    private static AsciiString checked(CharSequence value) {
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
