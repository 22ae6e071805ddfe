package io.underpass.testkit;

import io.underpass.wire.EventLoops;
import io.underpass.wire.Transport;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A small server of HTTP/1.1 and HTTP/2 on a free port of 127.0.0.1 that answers as it is told and remembers what it was asked.
 *
 * <pre>{@code
 * FakeTarget orders = FakeTarget.start("orders");
 * orders.on("GET", "/orders/42").answers(Reply.json(200, "{}"));
 * orders.on("POST", "/orders").answers(Reply.status(503), Reply.status(201));     // in turn; the last repeats
 * orders.answers(Reply.reset(Moment.IN_BODY));                                    // everything else
 * }</pre>
 *
 * <p>It speaks HTTP/2 to clients that begin with it, and WebSockets where it is told to ({@link Reply#webSocket}); TLS, and what
 * else it is from the beginning, {@link #builder} says. The same replies and faults hold for all of it.
 *
 * <p>Of HTTP/1.1, a request line of more than 64 KiB is answered with 414, more than 128 KiB of header fields with 431, and what is not
 * HTTP with 400, whatever it was told.
 *
 * <p>Untold, it answers 200 and its name; to gRPC, an empty message and OK. Health checks of load balancers are known by their {@code User-Agent} and kept
 * apart: they get 200, or 503 while the target is {@link #unhealthy}, and no script and no fault touches them but
 * {@link #refuse}.
 *
 * <p>Threads: safe; its one thread is gone after {@link #close}.
 */
public final class FakeTarget implements Endpoint, AutoCloseable {

    private final String name;
    private final EventLoops loops;
    private final Optional<TargetTls> tls;
    private final HeldPort port;
    private final Recorder<RecordedRequest> requests = new Recorder<>("request");
    private final Recorder<RecordedRequest> checks = new Recorder<>("health check");
    private final Recorder<TargetSocket> sockets = new Recorder<>("WebSocket");
    private final List<String> handshakeFailures = new CopyOnWriteArrayList<>();
    private volatile TargetScript script = new TargetScript();
    private volatile boolean ill;
    private volatile boolean refusing;
    private volatile boolean changed;

    FakeTarget(String name, Optional<TargetTls> tls, Set<HttpVersion> versions) {
        this.name = name;
        this.tls = tls;
        TargetProtocols protocols = new TargetProtocols(versions, tls, new Ears());
        loops = EventLoops.of(1, Optional.of(Transport.NIO));
        try {
            port = new HeldPort(loops, protocols::join);
        } catch (RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    /** A target that listens, and speaks HTTP/1.1 and HTTP/2 in clear text. */
    public static FakeTarget start(String name) {
        return builder(name).start();
    }

    /** Describes a target that is to be more: one with TLS, for instance. */
    public static FakeTargetBuilder builder(String name) {
        return new FakeTargetBuilder(name);
    }

    /** What it is called in messages and in the description of what is tested. */
    public String name() {
        return name;
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port.number();
    }

    /** Where it listens, without a slash at the end. */
    public URI uri() {
        return URI.create((tls.isPresent() ? "https://" : "http://") + hostAndPort());
    }

    /**
     * The authority that has made the target's certificate, for clients to trust.
     *
     * @throws IllegalStateException if the target speaks no TLS
     */
    public X509Certificate authority() {
        return tls.orElseThrow(() -> new IllegalStateException("target '" + name + "' speaks no TLS"))
                .authority();
    }

    boolean speaksTls() {
        return tls.isPresent();
    }

    /** What it answers to whatever {@link #on} says nothing about: in turn, the last again and again. */
    public FakeTarget answers(Reply... replies) {
        script.say("ANY", "*", List.of(replies));
        return this;
    }

    /**
     * What it answers to whatever {@link #on} says nothing about, made of the request.
     *
     * @param reply must not wait; where it throws, the answer is 500 and says so
     */
    public FakeTarget answersBy(Function<RecordedRequest, Reply> reply) {
        script.sayBy("ANY", "*", List.of(reply));
        return this;
    }

    /**
     * Which requests the answers are for that follow. What was said later goes before what was said earlier.
     *
     * @param method the method, or {@code ANY}
     * @param path the path without the query; one that ends with {@code *} stands for all that begin so
     */
    public Requests on(String method, String path) {
        return new Requests(method, path);
    }

    /** Some of the requests to a target. Threads: as the target. */
    public final class Requests {

        private final String method;
        private final String path;

        private Requests(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** What they are answered: in turn, the last again and again. */
        public FakeTarget answers(Reply... replies) {
            script.say(method, path, List.of(replies));
            return FakeTarget.this;
        }

        /** What they are answered, made of the request; see {@link FakeTarget#answersBy}. */
        public FakeTarget answersBy(Function<RecordedRequest, Reply> reply) {
            script.sayBy(method, path, List.of(reply));
            return FakeTarget.this;
        }
    }

    /** Answers health checks with 503 from now on. */
    public FakeTarget unhealthy() {
        changed = true;
        ill = true;
        return this;
    }

    /** Answers health checks with 200 from now on, as in the beginning. */
    public FakeTarget healthy() {
        changed = true;
        ill = false;
        return this;
    }

    /** Refuses connections from now on, and cuts those that there are; its port stays its own. */
    public FakeTarget refuse() {
        changed = true;
        refusing = true;
        port.refuse();
        return this;
    }

    /** Takes connections again, as in the beginning. */
    public FakeTarget accept() {
        changed = true;
        refusing = false;
        port.accept();
        return this;
    }

    /** The requests so far, health checks left out. */
    public List<RecordedRequest> requests() {
        return requests.all();
    }

    /** The health checks so far. */
    public List<RecordedRequest> healthChecks() {
        return checks.all();
    }

    /**
     * The first request that was not taken before.
     *
     * @throws AssertionError if there is none within {@code limit}
     */
    public RecordedRequest takeRequest(Duration limit) {
        return requests.take(name, limit);
    }

    /**
     * The requests, once they are {@code count} at least.
     *
     * @throws AssertionError if they are fewer after {@code limit}
     */
    public List<RecordedRequest> awaitRequests(int count, Duration limit) {
        return requests.await(name, count, limit);
    }

    /**
     * The health checks, once they are {@code count} at least.
     *
     * @throws AssertionError if they are fewer after {@code limit}
     */
    public List<RecordedRequest> awaitHealthChecks(int count, Duration limit) {
        return checks.await(name, count, limit);
    }

    /** The WebSockets so far. */
    public List<TargetSocket> sockets() {
        return sockets.all();
    }

    /**
     * The first WebSocket that was not taken before.
     *
     * @throws AssertionError if there is none within {@code limit}
     */
    public TargetSocket takeSocket(Duration limit) {
        return sockets.take(name, limit);
    }

    /** Why clients and the target did not come to terms on TLS, once for each connection that failed so. */
    public List<String> handshakeFailures() {
        return List.copyOf(handshakeFailures);
    }

    /** How many connections are open. */
    public int openConnections() {
        return port.open();
    }

    /** Forgets what it was told and what it was asked: accepts, is healthy, answers 200. */
    public void reset() {
        tell(new Memory(new TargetScript(), false, false));
        changed = true;
    }

    /**
     * What it was told.
     *
     * @param ill whether health checks fail
     */
    record Memory(TargetScript script, boolean ill, boolean refusing) {

        boolean fails() {
            return ill || refusing;
        }
    }

    /** What it was told so far, for {@link #restore}. */
    Memory remember() {
        changed = false;
        return memory();
    }

    private Memory memory() {
        return new Memory(script.copy(), ill, refusing);
    }

    /** Whether its health may be known otherwise than at {@code memory}. */
    boolean differs(Memory memory) {
        return changed || memory.ill() != ill || memory.refusing() != refusing;
    }

    /** Goes by {@code told} from its beginning, forgets what it was asked, and cuts connections that await an answer. */
    void restore(Memory told) {
        port.cut(Arrival::isAnswering);
        tell(told);
        changed = false;
    }

    private void tell(Memory told) {
        script = told.script().copy();
        ill = told.ill();
        if (told.refusing()) {
            refuse();
        } else {
            accept();
        }
        requests.clear();
        checks.clear();
        sockets.clear();
        handshakeFailures.clear();
    }

    /** Stops listening, cuts every connection, ends its thread. */
    @Override
    public void close() {
        port.close();
        loops.close();
    }

    private Reply reply(RecordedRequest request) {
        boolean check = UntoldReplies.isHealthCheck(request);
        (check ? checks : requests).add(request);
        return check
                ? UntoldReplies.health(request, ill)
                : script.reply(request).orElseGet(() -> UntoldReplies.usual(request, name));
    }

    /** What its connections tell it. Threads: called on the event loop. */
    private final class Ears implements TargetEars {

        @Override
        public Reply reply(RecordedRequest request) {
            return FakeTarget.this.reply(request);
        }

        @Override
        public void refused(RecordedRequest request) {
            requests.add(request);
        }

        @Override
        public void notSecured(String reason) {
            handshakeFailures.add(reason);
        }

        @Override
        public void opened(TargetSocket socket) {
            sockets.add(socket);
        }
    }

    @Override
    public String toString() {
        return name + " (" + hostAndPort() + ")";
    }
}
