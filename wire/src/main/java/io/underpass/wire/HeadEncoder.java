package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes message heads. What would break the framing of the next reader cannot leave: line breaks in a value become
 * spaces, a field whose name is not a token is left out, and what cannot stand in a request target is percent-encoded.
 *
 * <p>Threads: stateless.
 */
final class HeadEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(HeadEncoder.class);

    private static final byte[] HTTP_1_1 = ascii("HTTP/1.1 ");
    private static final byte[] STATUS_200 = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] REQUEST_LINE_END = ascii(" HTTP/1.1\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] UPGRADE = ascii("Connection: Upgrade\r\n");
    private static final byte[] HOST = ascii("Host: ");
    private static final byte[] HEX = ascii("0123456789ABCDEF");

    private HeadEncoder() {}

    static void statusLine(HeadBytes out, HttpResponseStatus status) {
        if (status == HttpResponseStatus.OK) {
            out.add(STATUS_200);
            return;
        }
        out.add(HTTP_1_1);
        out.add(status.codeAsText().array(), status.codeAsText().arrayOffset(), 3);
        out.add(' ');
        out.addChecked(status.reasonPhrase());
        out.add('\r', '\n');
    }

    static void requestLine(HeadBytes out, RequestHead head) {
        out.addChecked(head.method().asciiName());
        out.add(' ');
        target(out, head.target());
        out.add(REQUEST_LINE_END);
    }

    /** Writes the fields, without {@code Connection}, {@code Content-Length} and {@code Transfer-Encoding}. */
    static void fields(HeadBytes out, HttpHeaders headers) {
        fields(out, headers, false);
    }

    /**
     * Writes the fields, without {@code Content-Length} and {@code Transfer-Encoding}. Where {@code close}, what the last
     * message of a connection says stands in the place of the first {@code Connection} field, if there is any.
     *
     * @return whether it was said
     */
    static boolean fields(HeadBytes out, HttpHeaders headers, boolean close) {
        boolean said = false;
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (isForTheCarrier(name)) {
                if (close && !said && HttpHeaderNames.CONNECTION.length() == name.length()) {
                    connection(out, false);
                    said = true;
                }
                continue;
            }
            if (!isToken(name)) {
                LOG.warn("a header field was left out: its name is not a token");
                continue;
            }
            out.addToken(name);
            out.add(':', ' ');
            out.addChecked(fields.value(i));
            out.add('\r', '\n');
        }
        return said;
    }

    static void host(HeadBytes out, String hostAndPort) {
        out.add(HOST);
        out.addChecked(hostAndPort);
        out.add('\r', '\n');
    }

    static void contentLength(HeadBytes out, long bytes) {
        out.add(CONTENT_LENGTH);
        out.addDecimal(bytes);
        out.add('\r', '\n');
    }

    static void chunked(HeadBytes out) {
        out.add(CHUNKED);
    }

    static void connection(HeadBytes out, boolean keepAlive) {
        out.add(keepAlive ? KEEP_ALIVE : CLOSE);
    }

    static void upgrade(HeadBytes out) {
        out.add(UPGRADE);
    }

    static void end(HeadBytes out) {
        out.add('\r', '\n');
    }

    private static boolean isForTheCarrier(CharSequence name) {
        return switch (name.length()) {
            case 10 -> AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.CONNECTION, name);
            case 14 -> FramingNames.isContentLength(name);
            case 17 -> FramingNames.isTransferEncoding(name);
            default -> false;
        };
    }

    static boolean isToken(CharSequence name) {
        AsciiString octets = AsciiString.of(name); // what is not ASCII becomes an octet that no token has
        byte[] bytes = octets.array();
        int end = octets.arrayOffset() + octets.length();
        for (int i = octets.arrayOffset(); i < end; i++) {
            if (!Octets.isToken(bytes[i])) {
                return false;
            }
        }
        return !octets.isEmpty();
    }

    /** {@code target}, with what cannot stand in it percent-encoded. */
    static AsciiString target(String target) {
        HeadBytes out = HeadBytes.empty();
        target(out, target);
        return out.toAscii();
    }

    private static void target(HeadBytes out, String target) {
        for (byte octet : target.getBytes(StandardCharsets.UTF_8)) {
            if (Octets.isTarget(octet)) {
                out.add(octet);
            } else {
                out.add('%');
                out.add(HEX[(octet >> 4) & 0xf], HEX[octet & 0xf]);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
