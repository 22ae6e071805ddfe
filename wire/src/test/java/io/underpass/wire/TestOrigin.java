package io.underpass.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP/1.1 server on a port of 127.0.0.1, over plain sockets, that answers as told and remembers what it was
 * asked.
 *
 * <p>Threads: safe; one thread for accepting and one for each connection, all gone after {@link #close}.
 */
public final class TestOrigin implements AutoCloseable {

    /** Answers one request; returns whether the connection is to be kept. */
    @FunctionalInterface
    public interface Behaviour {
        boolean answer(Request request, Connection connection) throws IOException, InterruptedException;
    }

    /**
     * A request as received.
     *
     * @param headers lines in order, as {@code Name: value}
     * @param connection the number of its connection, from 1
     */
    public record Request(String method, String target, List<String> headers, byte[] body, int connection) {

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

    private final ServerSocket server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Behaviour usual;
    private volatile boolean readsBodies = true;

    private TestOrigin(Behaviour usual) throws IOException {
        this.usual = usual;
        this.server = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
        start("test-origin-accept", this::accept);
    }

    /** An origin that answers every request with 200 and {@code OK}. */
    public static TestOrigin start() {
        return start(Behaviours.status(200, "OK"));
    }

    /** An origin that answers every request with {@code usual}. */
    public static TestOrigin start(Behaviour usual) {
        try {
            return new TestOrigin(usual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on answers with {@code behaviour}. */
    public TestOrigin behave(Behaviour behaviour) {
        usual = behaviour;
        return this;
    }

    /** Answers one request, the next that nobody has claimed, with {@code behaviour}. */
    public TestOrigin once(Behaviour behaviour) {
        next.add(behaviour);
        return this;
    }

    /** From now on answers as soon as the head is there; the body stays unread in the socket. */
    public TestOrigin withoutReadingBodies() {
        readsBodies = false;
        return this;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The requests received so far, with their whole bodies. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public int count() {
        return requests.size();
    }

    /** How many connections were accepted so far. */
    public int connectionsAccepted() {
        return accepted.get();
    }

    /** How many connections are open now. */
    public int connectionsOpen() {
        return connections.size();
    }

    /** Closes every open connection, idle ones included. */
    public void closeConnections() {
        connections.forEach(Connection::close);
    }

    @Override
    public void close() {
        try {
            server.close();
            closeConnections();
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(2000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(server.accept(), accepted.incrementAndGet());
                connections.add(connection);
                start("test-origin-" + connection.number, () -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            Optional<Request> request = connection.readRequest(readsBodies);
            while (request.isPresent()) {
                requests.add(request.get());
                Behaviour claimed = next.poll();
                if (!(claimed == null ? usual : claimed).answer(request.get(), connection)) {
                    return;
                }
                request = connection.readRequest(readsBodies);
            }
        } catch (IOException | InterruptedException e) {
            // the peer or the test has had enough
        } finally {
            connections.remove(connection);
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** One accepted connection. */
    public static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = new java.io.BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Closes with a reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the peer closes; what it sends meanwhile is dropped. */
        public void awaitClose() throws IOException {
            byte[] dropped = new byte[8192];
            while (in.read(dropped) >= 0) {
                // drop
            }
        }

        /** Sends back what comes, as it comes, until the peer closes. */
        public void sendBack() throws IOException {
            in.transferTo(out);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<Request> readRequest(boolean withBody) throws IOException {
            String line = Messages.readLine(in);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            String[] parts = line.split(" ");
            List<String> headers = Messages.readHeaders(in);
            byte[] body = withBody ? Messages.readBody(in, headers, false) : new byte[0];
            return Optional.of(new Request(parts[0], parts[1], headers, body, number));
        }
    }
}
