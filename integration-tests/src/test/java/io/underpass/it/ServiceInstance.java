package io.underpass.it;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One instance of a user's service, on a real socket. It answers every request with its own name, the request line and
 * the header fields it got.
 *
 * <p>Threads: safe.
 */
final class ServiceInstance implements AutoCloseable {

    private final String name;
    private final HttpServer server;
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private volatile Socket reserved = new Socket();

    private ServiceInstance(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    static ServiceInstance start(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ServiceInstance instance = new ServiceInstance(name, server);
            server.createContext("/", instance::answer);
            server.start();
            return instance;
        } catch (IOException e) {
            throw new IllegalStateException("No port for " + name, e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder(name)
                .append(' ')
                .append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((field, values) -> text.append(field.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(String.join(",", values))
                        .append('\n'));
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Dies: connections break, new ones are refused. Until it is closed nobody else gets its port. */
    void kill() {
        if (alive.compareAndSet(true, false)) {
            InetSocketAddress address = server.getAddress();
            server.stop(0);
            // A socket that somebody waits at is closed a moment later.
            reserved = await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .ignoreExceptions()
                    .until(() -> bound(address), socket -> true);
        }
    }

    private static Socket bound(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }

    @Override
    public void close() {
        kill();
        try {
            reserved.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
