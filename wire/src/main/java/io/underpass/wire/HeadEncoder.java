package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes message heads. What would break the framing of the next reader cannot leave: CR, LF and NUL in a value become
 * spaces (RFC 9110 5.5), a field whose name is not a token is left out, and what cannot stand in a request target is
 * percent-encoded.
 *
 * <p>Threads: stateless. Every method borrows {@code out}.
 */
final class HeadEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(HeadEncoder.class);

    private static final byte[] HTTP_1_1 = ascii("HTTP/1.1 ");
    private static final byte[] REQUEST_LINE_END = ascii(" HTTP/1.1\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
    private static final byte[] HOST = ascii("Host: ");
    private static final int CRLF = '\r' << 8 | '\n';
    private static final int COLON_SPACE = ':' << 8 | ' ';
    private static final byte[] HEX = ascii("0123456789ABCDEF");

    private HeadEncoder() {}

    static void statusLine(ByteBuf out, HttpResponseStatus status) {
        out.writeBytes(HTTP_1_1);
        out.writeBytes(status.codeAsText().array(), status.codeAsText().arrayOffset(), 3);
        out.writeByte(' ');
        writeChecked(out, status.reasonPhrase());
        out.writeShort(CRLF);
    }

    static void requestLine(ByteBuf out, RequestHead head) {
        writeChecked(out, head.method().asciiName());
        out.writeByte(' ');
        writeTarget(out, head.target());
        out.writeBytes(REQUEST_LINE_END);
    }

    /** Writes the fields, without {@code Connection}, {@code Content-Length} and {@code Transfer-Encoding}. */
    static void fields(ByteBuf out, HttpHeaders fields) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = fields.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            CharSequence name = field.getKey();
            if (isForTheCarrier(name)) {
                continue;
            }
            if (!isToken(name)) {
                LOG.warn("a header field was left out: its name is not a token");
                continue;
            }
            writeChecked(out, name);
            out.writeShort(COLON_SPACE);
            writeChecked(out, field.getValue());
            out.writeShort(CRLF);
        }
    }

    static void host(ByteBuf out, String hostAndPort) {
        out.writeBytes(HOST);
        writeChecked(out, hostAndPort);
        out.writeShort(CRLF);
    }

    static void contentLength(ByteBuf out, long bytes) {
        out.writeBytes(CONTENT_LENGTH);
        writeDecimal(out, bytes);
        out.writeShort(CRLF);
    }

    static void chunked(ByteBuf out) {
        out.writeBytes(CHUNKED);
    }

    static void connection(ByteBuf out, boolean keepAlive) {
        out.writeBytes(keepAlive ? KEEP_ALIVE : CLOSE);
    }

    static void end(ByteBuf out) {
        out.writeShort(CRLF);
    }

    private static boolean isForTheCarrier(CharSequence name) {
        return switch (name.length()) {
            case 10 -> AsciiString.contentEqualsIgnoreCase(HttpHeaderNames.CONNECTION, name);
            case 14 -> FramingNames.isContentLength(name);
            case 17 -> FramingNames.isTransferEncoding(name);
            default -> false;
        };
    }

    private static boolean isToken(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > 0x7f || !Octets.isToken((byte) c)) {
                return false;
            }
        }
        return name.length() > 0;
    }

    /** As Latin-1, the way it was read, so that bytes beyond ASCII pass unchanged. */
    private static void writeChecked(ByteBuf out, CharSequence text) {
        int length = text.length();
        out.ensureWritable(length);
        if (text instanceof AsciiString ascii && !hasLineBreak(ascii)) {
            out.writeBytes(ascii.array(), ascii.arrayOffset(), length);
            return;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.writeByte(c == '\r' || c == '\n' || c == 0 ? ' ' : c > 0xff ? '?' : c);
        }
    }

    private static boolean hasLineBreak(AsciiString text) {
        byte[] bytes = text.array();
        int end = text.arrayOffset() + text.length();
        for (int i = text.arrayOffset(); i < end; i++) {
            byte b = bytes[i];
            if (b <= '\r' && b >= 0 && (b == '\r' || b == '\n' || b == 0)) {
                return true;
            }
        }
        return false;
    }

    private static void writeTarget(ByteBuf out, String target) {
        int length = target.length();
        out.ensureWritable(length);
        for (int i = 0; i < length; i++) {
            char c = target.charAt(i);
            if (c > 0x7f) {
                for (byte b : target.substring(i).getBytes(StandardCharsets.UTF_8)) {
                    writeTargetOctet(out, b);
                }
                return;
            }
            writeTargetOctet(out, (byte) c);
        }
    }

    private static void writeTargetOctet(ByteBuf out, byte octet) {
        if (Octets.isTarget(octet)) {
            out.writeByte(octet);
        } else {
            out.writeByte('%').writeByte(HEX[(octet >> 4) & 0xf]).writeByte(HEX[octet & 0xf]);
        }
    }

    private static void writeDecimal(ByteBuf out, long number) {
        if (number < 10) {
            out.writeByte('0' + (int) number);
            return;
        }
        out.writeCharSequence(Long.toString(number), StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
