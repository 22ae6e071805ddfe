package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An exchange without a socket: it takes the place of listener and client, keeps what the service sends, and is strict
 * where the contract is: one head, one end, and a body of the announced length. As the contract says, it drops the body
 * of a response that has none. Its event loop runs when the test says so.
 *
 * <p>Threads: one.
 */
public final class FakeExchange implements Exchange {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpHeaders fields = new DefaultHttpHeaders();
    private final Trail trail = new Trail();
    private final HttpMethod method;
    private final String target;
    private RequestBody body = RequestBody.EMPTY;
    private Peer peer =
            new Peer(new InetSocketAddress("203.0.113.7", 50_123), new InetSocketAddress("127.0.0.1", 80), false);

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Optional<ResponseHead> head = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Optional<Flow> producer = Optional.empty();
    private boolean ended;
    private boolean left;
    private boolean broken;
    private int flushes;

    private FakeExchange(String method, String target) {
        channel.freezeTime(); // only advance lets it pass, however slow the machine is
        this.method = HttpMethod.valueOf(method);
        this.target = target;
        fields.add(FieldNames.HOST, "example.com");
    }

    // ---- the request

    /** A request for example.com; {@code nameAndValue} in pairs are its fields, a {@code Host} replaces that. */
    public static FakeExchange of(String method, String target, String... nameAndValue) {
        FakeExchange exchange = new FakeExchange(method, target);
        for (int i = 0; i < nameAndValue.length; i += 2) {
            if (nameAndValue[i].equalsIgnoreCase("Host")) {
                exchange.host(nameAndValue[i + 1]);
            } else {
                exchange.field(nameAndValue[i], nameAndValue[i + 1]);
            }
        }
        return exchange;
    }

    /** A GET for example.com with the fields {@code nameAndValue}. */
    public static FakeExchange get(String target, String... nameAndValue) {
        return of("GET", target, nameAndValue);
    }

    /** A POST for example.com with the body {@code text}. */
    public static FakeExchange post(String target, String text) {
        return of("POST", target).body(text);
    }

    /** Adds a field to the request. */
    public FakeExchange field(String name, String value) {
        fields.add(name, value);
        return this;
    }

    /** Replaces the request's Host. */
    public FakeExchange host(String value) {
        fields.set(FieldNames.HOST, value);
        return this;
    }

    /** Removes the request's Host, as HTTP/1.0 allows. */
    public FakeExchange withoutHost() {
        fields.remove(FieldNames.HOST);
        return this;
    }

    /** Gives the request a body. */
    public FakeExchange body(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return body(RequestBody.of(
                ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes)));
    }

    /** Gives the request a body. */
    public FakeExchange body(RequestBody requestBody) {
        body = requestBody;
        return this;
    }

    /** Lets the request come from {@code remote}. */
    public FakeExchange from(InetSocketAddress remote) {
        peer = new Peer(remote, peer.local(), peer.secure());
        return this;
    }

    /** Lets the request come in on {@code local}. */
    public FakeExchange on(InetSocketAddress local) {
        peer = new Peer(peer.remote(), local, peer.secure());
        return this;
    }

    /** Lets the request come over TLS from a client that shows {@code certificate}. */
    public FakeExchange showing(X509Certificate certificate) {
        peer = new Peer(peer.remote(), peer.local(), true, "", Optional.of(TlsSession.showing(certificate)));
        return this;
    }

    /** As if it came over TLS, to the server {@code serverName}, from the holder of {@code certificate}. */
    public FakeExchange secure(String serverName, X509Certificate certificate) {
        peer = new Peer(peer.remote(), peer.local(), true, serverName, Optional.of(TlsSession.showing(certificate)));
        return this;
    }

    /** Lets the request come over TLS. */
    public FakeExchange secure() {
        peer = new Peer(peer.remote(), peer.local(), true);
        return this;
    }

    // ---- what happens to it

    /** The client closes its connection. */
    public void leave() {
        left = true;
        producer.ifPresent(Flow::cancel);
    }

    /** From now on the exchange fails on every piece of body, as only one with a defect does. */
    public void breakDown() {
        broken = true;
    }

    // ---- time

    /** Runs what waits on the event loop. */
    public void runPending() {
        channel.runPendingTasks();
    }

    /** Lets {@code time} pass on the event loop. */
    public void advance(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    // ---- the response

    /** The head of the response, which must be there. */
    public ResponseHead responseHead() {
        return head.orElseThrow(() -> new AssertionError(
                "no head; the trail says: " + trail.failureReason() + "; the failure is " + failure));
    }

    /** The status of the response, which must have begun. */
    public int status() {
        return responseHead().status().code();
    }

    /** The first field {@code name} of the response; empty where there is none. */
    public String responseField(String name) {
        return responseHead().headers().get(name, "");
    }

    /** The names of the response's fields, in lower case and in their order. */
    public List<String> responseFieldNames() {
        List<String> names = new ArrayList<>();
        responseHead().headers().forEach(field -> names.add(field.getKey().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The body so far, as UTF-8. */
    public String text() {
        return received.toString(StandardCharsets.UTF_8);
    }

    /** The body so far. */
    public byte[] bytes() {
        return received.toByteArray();
    }

    public boolean hasHead() {
        return head.isPresent();
    }

    public boolean isEnded() {
        return ended;
    }

    public Optional<Failure> failure() {
        return failure;
    }

    public Optional<Flow> producer() {
        return producer;
    }

    public int flushes() {
        return flushes;
    }

    // ---- what the service sees

    @Override
    public RequestHead request() {
        return new RequestHead(method, target, HttpVersion.HTTP_1_1, fields);
    }

    @Override
    public RequestBody body() {
        return body;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    @Override
    public Trail trail() {
        return trail;
    }

    @Override
    public void producer(Flow flow) {
        producer = Optional.of(flow);
        if (left) {
            flow.cancel();
        }
    }

    @Override
    public void head(ResponseHead responseHead) {
        require(head.isEmpty(), "a second head");
        requireRunning("a head");
        require(responseHead.status().code() >= 200, "an interim status");
        head = Optional.of(responseHead);
    }

    @Override
    public void data(ByteBuf data) {
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        data.release();
        if (broken) {
            throw new IllegalStateException("the exchange is broken");
        }
        require(head.isPresent(), "body before the head");
        requireRunning("body");
        if (!isBodiless()) {
            received.writeBytes(bytes);
        }
    }

    @Override
    public void flush() {
        flushes++;
    }

    /** The exchange discards a body that nobody has read. */
    @Override
    public void end() {
        require(head.isPresent(), "an end before the head");
        requireRunning("an end");
        long announced = responseHead().length();
        require(
                isBodiless() || announced < 0 || announced == received.size(),
                "a body of " + received.size() + " bytes where " + announced + " were announced");
        ended = true;
        body.discard();
    }

    @Override
    public void abort(Failure cause) {
        requireRunning("an abort");
        failure = Optional.of(cause);
        body.discard();
    }

    private boolean isBodiless() {
        int status = responseHead().status().code();
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    private void requireRunning(String what) {
        require(!ended && failure.isEmpty(), what + " after the end");
    }

    private static void require(boolean holds, String breach) {
        if (!holds) {
            throw new AssertionError("the service sent " + breach);
        }
    }
}
