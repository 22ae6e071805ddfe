package io.underpass.it;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A target that answers every GET with its name, those for {@code /slow} after a second, and health checks with 200 or 500.
 * It costs as little as a target of Java can, and dies and comes back on the same port.
 *
 * <p>Threads: safe; one of its own for each connection.
 */
final class NamedOrigin implements AutoCloseable {

    private static final long SLOW_SECONDS = 1;

    private final String name;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress address;
    private volatile boolean healthy = true;
    private volatile ServerSocket server;
    private volatile Socket reserved = new Socket();

    NamedOrigin(String name) {
        this.name = name;
        try {
            server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    int port() {
        return address.getPort();
    }

    /** Answers health checks with 200 from now on, or with 500. */
    void healthy(boolean value) {
        healthy = value;
    }

    /** Connections break, new ones are refused; nobody else gets the port. */
    void kill() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.setSoLinger(true, 0);
            connection.close();
        }
        // A socket that somebody accepts on is closed a moment later.
        reserved = await().ignoreExceptions().until(this::bound, socket -> true);
    }

    private Socket bound() throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    void revive() throws IOException {
        reserved.close();
        server = listen(address);
    }

    private ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(where, 200);
        thread(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket connection = from.accept();
                connections.add(connection);
                thread(() -> serve(connection));
                if (from.isClosed()) {
                    connection.close();
                }
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            StringBuilder head = new StringBuilder(512);
            while (read(in, head)) {
                connection.getOutputStream().write(answer(head));
                if (head.indexOf("\r\nConnection: close\r\n") > 0) {
                    return;
                }
            }
        } catch (IOException e) {
            // The load balancer has gone, or this was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** The next head; false where there is none. */
    private static boolean read(InputStream in, StringBuilder head) throws IOException {
        head.setLength(0);
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int octet = in.read();
            if (octet < 0) {
                return false;
            }
            head.append((char) octet);
            if (octet == '\n') {
                lineFeeds++;
            } else if (octet != '\r') {
                lineFeeds = 0;
            }
        }
        return true;
    }

    private byte[] answer(StringBuilder head) throws InterruptedException {
        boolean check = head.indexOf("GET /health ") == 0;
        if (head.indexOf("GET /slow") == 0) {
            TimeUnit.SECONDS.sleep(SLOW_SECONDS);
        }
        return ("HTTP/1.1 " + (check && !healthy ? "500 Ill" : "200 OK") + "\r\nContent-Length: " + name.length()
                        + "\r\n\r\n" + name)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        reserved.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
