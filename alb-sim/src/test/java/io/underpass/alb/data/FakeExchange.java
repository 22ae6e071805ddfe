package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An exchange that keeps what it is told, and complains when it is told too much. */
final class FakeExchange implements Exchange {

    private static final EventLoop LOOP = new EmbeddedChannel().eventLoop();

    private final RequestHead request;
    private final RequestBody body;
    private final Peer peer;
    private final Trail trail = new Trail();
    private final StringBuilder received = new StringBuilder();
    private Optional<ResponseHead> head = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Optional<Flow> producer = Optional.empty();
    private boolean ended;
    private int flushes;

    private FakeExchange(RequestHead request, RequestBody body, Peer peer) {
        this.request = request;
        this.body = body;
        this.peer = peer;
    }

    static FakeExchange get(String target, String... fields) {
        return of("GET", target, fields);
    }

    /** A request for example.com, unless {@code fields} name another Host. */
    static FakeExchange of(String method, String target, String... fields) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        if (!headers.contains("Host")) {
            headers.add("Host", "example.com");
        }
        return withHeaders(method, target, headers, "");
    }

    static FakeExchange post(String target, String text) {
        return withHeaders("POST", target, new DefaultHttpHeaders().add("Host", "example.com"), text);
    }

    static FakeExchange withHeaders(String method, String target, HttpHeaders headers, String text) {
        return new FakeExchange(
                new RequestHead(HttpMethod.valueOf(method), target, HttpVersion.HTTP_1_1, headers),
                text.isEmpty()
                        ? RequestBody.EMPTY
                        : RequestBody.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)),
                new Peer(new InetSocketAddress("127.0.0.1", 50_000), new InetSocketAddress("127.0.0.1", 80), false));
    }

    int status() {
        return responseHead().status().code();
    }

    ResponseHead responseHead() {
        return head.orElseThrow(() -> new AssertionError("no head; trail: " + trail.failureReason()));
    }

    /** The names of the response's fields in their order. */
    List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        responseHead().headers().forEach(field -> names.add(field.getKey()));
        return names;
    }

    String field(String name) {
        return Optional.ofNullable(responseHead().headers().get(name)).orElse("");
    }

    String text() {
        return received.toString();
    }

    boolean ended() {
        return ended;
    }

    int flushes() {
        return flushes;
    }

    Optional<Failure> failure() {
        return failure;
    }

    Optional<Flow> producer() {
        return producer;
    }

    @Override
    public RequestHead request() {
        return request;
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
        return LOOP;
    }

    @Override
    public Trail trail() {
        return trail;
    }

    @Override
    public void producer(Flow flow) {
        producer.ifPresent(before -> {
            throw new AssertionError("a second producer");
        });
        producer = Optional.of(flow);
    }

    @Override
    public void head(ResponseHead responseHead) {
        head.ifPresent(before -> {
            throw new AssertionError("a second head");
        });
        requireRunning();
        head = Optional.of(responseHead);
    }

    @Override
    public void data(ByteBuf data) {
        requireRunning();
        received.append(data.toString(StandardCharsets.UTF_8));
        data.release();
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void end() {
        requireRunning();
        ended = true;
    }

    @Override
    public void abort(Failure cause) {
        requireRunning();
        failure = Optional.of(cause);
    }

    private void requireRunning() {
        if (ended || failure.isPresent()) {
            throw new AssertionError("the exchange is over");
        }
    }
}
