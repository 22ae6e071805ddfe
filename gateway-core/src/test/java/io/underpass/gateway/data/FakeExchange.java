package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.BodySink;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * An exchange without a socket, strict about the order of calls: it takes the place of listener and client.
 *
 * <p>Threads: one.
 */
final class FakeExchange implements Exchange {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpHeaders requestHeaders = new DefaultHttpHeaders();
    private final Trail trail = new Trail();
    private final HttpMethod method;
    private final String target;
    private RequestBody requestBody = RequestBody.EMPTY;
    private boolean secure;

    ResponseHead head;
    final StringBuilder received = new StringBuilder();
    int receivedBytes;
    int flushes;
    boolean ended;
    Failure aborted;
    boolean dataFails;
    Flow producer;
    private boolean left;

    private FakeExchange(String method, String target) {
        this.method = HttpMethod.valueOf(method);
        this.target = target;
        requestHeaders.add("Host", "abc.execute-api.us-east-1.localhost:4566");
    }

    static FakeExchange of(String method, String target) {
        return new FakeExchange(method, target);
    }

    FakeExchange header(String name, String value) {
        requestHeaders.add(name, value);
        return this;
    }

    FakeExchange host(String value) {
        requestHeaders.set("Host", value);
        return this;
    }

    FakeExchange secure() {
        secure = true;
        return this;
    }

    FakeExchange body(String text) {
        return body(RequestBody.of(ByteBufAllocator.DEFAULT.buffer().writeBytes(text.getBytes(UTF_8))));
    }

    FakeExchange body(RequestBody body) {
        requestBody = body;
        return this;
    }

    void advance(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    int status() {
        return head.status().code();
    }

    String responseHeader(String name) {
        return head.headers().get(name);
    }

    @Override
    public RequestHead request() {
        return new RequestHead(method, target, HttpVersion.HTTP_1_1, requestHeaders);
    }

    @Override
    public RequestBody body() {
        return requestBody;
    }

    @Override
    public Peer peer() {
        return new Peer(new InetSocketAddress("203.0.113.7", 50123), new InetSocketAddress("127.0.0.1", 4566), secure);
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
        check(producer == null, "a second producer");
        producer = flow;
        if (left) {
            flow.cancel();
        }
    }

    /** The client closes its connection. */
    void leave() {
        left = true;
        if (producer != null) {
            producer.cancel();
        }
    }

    @Override
    public void head(ResponseHead responseHead) {
        check(head == null, "a second head");
        check(!over(), "a head after the end");
        head = responseHead;
    }

    @Override
    public void data(ByteBuf data) {
        if (head == null || !bodiless()) {
            receivedBytes += data.readableBytes();
            if (received.length() < 1000) {
                received.append(data.toString(UTF_8));
            }
        }
        data.release();
        if (dataFails) {
            throw new IllegalStateException("no data");
        }
        check(head != null, "data before the head");
        check(!over(), "data after the end");
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void end() {
        check(head != null, "an end before the head");
        check(!over(), "a second end");
        check(bodiless() || head.length() < 0 || head.length() == receivedBytes, "a wrong length");
        ended = true;
    }

    @Override
    public void abort(Failure failure) {
        check(!over(), "an abort after the end");
        aborted = failure;
    }

    private boolean bodiless() {
        return method.equals(HttpMethod.HEAD)
                || head.status().code() == 204
                || head.status().code() == 304;
    }

    private boolean over() {
        return ended || aborted != null;
    }

    private static void check(boolean holds, String breach) {
        if (!holds) {
            throw new AssertionError("the service sent " + breach);
        }
    }

    /** A body that the test hands out piece by piece. */
    static final class ManualBody implements RequestBody {
        BodySink sink;
        boolean cancelled;
        private final long length;

        ManualBody(long length) {
            this.length = length;
        }

        void send(int bytes) {
            sink.data(ByteBufAllocator.DEFAULT.buffer(bytes).writeZero(bytes));
        }

        void send(String text) {
            sink.data(Unpooled.copiedBuffer(text, UTF_8));
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Flow stream(BodySink to) {
            sink = to;
            return new Flow() {
                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {
                    cancelled = true;
                }
            };
        }

        @Override
        public void discard() {}
    }
}
