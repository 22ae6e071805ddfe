package io.underpass.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A frame of a WebSocket (RFC 6455 section 5), or what a {@link FakeTarget} sends in the place of one.
 *
 * <p>Threads: immutable, as long as nobody writes into the payload.
 *
 * @param kind what it is
 * @param payload what it carries, unmasked
 * @param last whether it is the last of its message
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at the bytes.
public record SocketFrame(Kind kind, byte[] payload, boolean last) {

    private static final int MOST_SHOWN = 60;

    /** What a frame is. Threads: constants. */
    public enum Kind {
        TEXT,
        BINARY,
        /** What goes on with the message before it. */
        CONTINUATION,
        PING,
        PONG,
        CLOSE,
        /** Bytes that need be no frame. */
        RAW,
        /** The end of the connection (FIN) without a closing frame. */
        END,
        /** A reset of the connection (RST). */
        RESET
    }

    /** A message of text. */
    public static SocketFrame text(String text) {
        return new SocketFrame(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** A message of bytes. */
    public static SocketFrame binary(byte... bytes) {
        return new SocketFrame(Kind.BINARY, bytes.clone(), true);
    }

    /** A ping; its payload comes back. */
    public static SocketFrame ping(String payload) {
        return new SocketFrame(Kind.PING, payload.getBytes(StandardCharsets.UTF_8), true);
    }

    /** The closing frame, with a code of RFC 6455 section 7.4: 1000 is the normal one. */
    public static SocketFrame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        return new SocketFrame(Kind.CLOSE, payload, true);
    }

    /** Bytes that are sent as they are: wrong frames, halves of frames. */
    public static SocketFrame raw(byte... bytes) {
        return new SocketFrame(Kind.RAW, bytes.clone(), true);
    }

    /** The connection ends in order (FIN), without a closing frame. */
    public static SocketFrame end() {
        return new SocketFrame(Kind.END, new byte[0], true);
    }

    /** The connection is reset (RST). */
    public static SocketFrame reset() {
        return new SocketFrame(Kind.RESET, new byte[0], true);
    }

    /** The payload as text in UTF-8; of a closing frame the reason. */
    public String text() {
        int from = kind == Kind.CLOSE ? Math.min(2, payload.length) : 0;
        return new String(payload, from, payload.length - from, StandardCharsets.UTF_8);
    }

    /** The code of a closing frame; 1005 where it has none (RFC 6455 section 7.4.1). */
    public int code() {
        return kind == Kind.CLOSE && payload.length >= 2
                ? ByteBuffer.wrap(payload).getShort() & 0xffff
                : 1005;
    }

    boolean isMessage() {
        return kind == Kind.TEXT || kind == Kind.BINARY || kind == Kind.CONTINUATION;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketFrame frame
                && kind == frame.kind
                && last == frame.last
                && Arrays.equals(payload, frame.payload);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        String text = text();
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return switch (kind) {
            case TEXT, PING, PONG -> name + " \"" + shown + "\"";
            case CLOSE -> name + " " + code() + (shown.isEmpty() ? "" : " \"" + shown + "\"");
            case END, RESET -> name;
            case BINARY, CONTINUATION, RAW -> name + " of " + payload.length + " bytes";
        };
    }
}
