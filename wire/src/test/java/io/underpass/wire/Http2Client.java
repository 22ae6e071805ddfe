package io.underpass.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * A client of HTTP/2 that sends exactly the frames it is told to, right or wrong.
 *
 * <p>Threads: for one thread; blocks, at most ten seconds at a time.
 */
public final class Http2Client implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    /** One frame as received. */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        /** The error code of RST_STREAM and GOAWAY. */
        public int error() {
            int at = type == GOAWAY ? 4 : 0;
            return (payload[at] & 0xff) << 24
                    | (payload[at + 1] & 0xff) << 16
                    | (payload[at + 2] & 0xff) << 8
                    | (payload[at + 3] & 0xff);
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public boolean endsStream() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }
    }

    private final SSLSocket socket;
    private final DataInputStream in;

    public Http2Client(TestTls tls, InetSocketAddress address) throws IOException {
        socket = TestTls.connect(tls.client(), address, "h2.example.com", "h2");
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IOException("the server chose '" + socket.getApplicationProtocol() + "'");
        }
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    public Http2Client send(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(type, flags, stream, payload));
        socket.getOutputStream().flush();
        return this;
    }

    /** One frame as bytes, for those who send many at once. */
    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.write(stream >> 24);
        out.write(stream >> 16);
        out.write(stream >> 8);
        out.write(stream);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    public void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** A header block of literal fields: name, value, name, value. */
    public static byte[] block(String... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            out.write(0);
            text(out, fields[i]);
            text(out, fields[i + 1]);
        }
        return out.toByteArray();
    }

    /** The block of a GET, with {@code more} fields. */
    public static byte[] get(String path, String... more) {
        return request("GET", path, more);
    }

    /** The block of a POST, with {@code more} fields. */
    public static byte[] post(String path, String... more) {
        return request("POST", path, more);
    }

    private static byte[] request(String method, String path, String... more) {
        byte[] head = block(":method", method, ":scheme", "https", ":authority", "h2.example.com", ":path", path);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(block(more));
        return out.toByteArray();
    }

    /** The next frame that is not about settings, windows or pings; empty at the end of the connection. */
    public Optional<Frame> next() throws IOException {
        while (true) {
            Frame frame;
            try {
                frame = read();
            } catch (EOFException e) {
                return Optional.empty();
            }
            if (frame.type() != SETTINGS && frame.type() != WINDOW_UPDATE && frame.type() != PING) {
                return Optional.of(frame);
            }
        }
    }

    /** The value of the setting {@code id} that the server says first; to be called before anything else is read. */
    public Optional<Integer> setting(int id) throws IOException {
        Frame frame = read();
        for (int at = 0; frame.type() == SETTINGS && at < frame.payload().length; at += 6) {
            ByteBuffer setting = ByteBuffer.wrap(frame.payload(), at, 6);
            if (setting.getShort() == id) {
                return Optional.of(setting.getInt());
            }
        }
        return Optional.empty();
    }

    private Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, payload);
    }

    /** Reads on to the next frame of {@code type}. */
    public Frame await(int type) throws IOException {
        Frame frame = next().orElseThrow(() -> new IOException("the connection ended"));
        while (frame.type() != type) {
            frame = next().orElseThrow(() -> new IOException("the connection ended"));
        }
        return frame;
    }

    /** Reads on to the end of a stream; its status line, as far as it can be told, is in the first frame. */
    public Frame awaitEnd() throws IOException {
        Frame frame = next().orElseThrow(() -> new IOException("the connection ended"));
        while (!frame.endsStream() && frame.type() != RST_STREAM && frame.type() != GOAWAY) {
            frame = next().orElseThrow(() -> new IOException("the connection ended"));
        }
        return frame;
    }

    /** The error code of the GOAWAY that ends the connection; empty where it ends without. */
    public Optional<Integer> awaitGoAway() throws IOException {
        Optional<Integer> error = Optional.empty();
        try {
            Optional<Frame> frame = next();
            while (frame.isPresent()) {
                if (frame.get().type() == GOAWAY) {
                    error = Optional.of(frame.get().error());
                }
                frame = next();
            }
        } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
            // reset, since the server did not read all that was sent
        }
        return error;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            out.write(bytes.length);
        } else {
            out.write(127);
            int rest = bytes.length - 127;
            while (rest >= 128) {
                out.write(rest % 128 + 128);
                rest /= 128;
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }
}
