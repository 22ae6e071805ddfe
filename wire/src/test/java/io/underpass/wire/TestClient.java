package io.underpass.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP/1.1 client that sends exactly the bytes it is given, over one connection.
 *
 * <p>Threads: for one thread; blocks, at most thirty seconds at a time.
 */
public final class TestClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    /**
     * A response as received.
     *
     * @param headers lines in order, as {@code Name: value}
     */
    public record Response(int status, List<String> headers, byte[] body) {

        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }

        public String bodyText() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    public static TestClient connect(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.connect(address, TIMEOUT_MILLIS);
            return new TestClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks over {@code socket}, which is connected and closed with this. */
    public static TestClient over(Socket socket) {
        try {
            return new TestClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One GET on a connection of its own. */
    public static Response get(InetSocketAddress address, String target, String... headers) {
        return request(address, "GET", target, "", headers);
    }

    /** One request on a connection of its own; a body is announced unless it is empty. */
    public static Response request(
            InetSocketAddress address, String method, String target, String body, String... headers) {
        try (TestClient client = connect(address)) {
            return client.send(method, target, body, headers).read(method.equals("HEAD"));
        }
    }

    /** Sends a request; {@code Host} and {@code Content-Length} are added. */
    public TestClient send(String method, String target, String body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        boolean hostGiven = false;
        for (String header : headers) {
            hostGiven |= header.regionMatches(true, 0, "Host:", 0, 5);
            head.append(header).append("\r\n");
        }
        if (!hostGiven) {
            head.append("Host: 127.0.0.1\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        return send(head + "\r\n").send(bytes);
    }

    /** Sends exactly {@code text}. */
    public TestClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends exactly {@code bytes}. */
    public TestClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next response, interim ones included. */
    public Response read() {
        return read(false);
    }

    /** The next response; {@code toHead} says that it has no body whatever it announces. */
    public Response read(boolean toHead) {
        try {
            String line = Messages.readLine(in);
            if (!line.startsWith("HTTP/1.1 ")) {
                throw new IOException(
                        line.isEmpty() ? "the connection was closed without a response" : "no response: " + line);
            }
            int status = Integer.parseInt(line.substring(9, 12));
            List<String> headers = Messages.readHeaders(in);
            boolean bodiless = toHead || status < 200 || status == 204 || status == 304;
            byte[] body = bodiless ? new byte[0] : Messages.readBody(in, headers, true);
            return new Response(status, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads at least one byte, undecoded, into {@code buffer}; the number of bytes read. */
    public int readSome(byte[] buffer) {
        try {
            int bytes = in.read(buffer);
            if (bytes < 0) {
                throw new IOException("the connection was closed");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads so many bytes, undecoded; fewer where the connection ends before. */
    public byte[] readBytes(int bytes) {
        try {
            return in.readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server closes the connection without another byte, within the time this client waits. */
    public boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    /** Whether the server ends the connection in order without another byte. */
    public boolean readsEnd() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** How long reading waits. */
    public TestClient timeout(int millis) {
        try {
            socket.setSoTimeout(millis);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent. */
    public TestClient halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
