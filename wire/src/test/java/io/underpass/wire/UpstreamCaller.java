package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls to an upstream and waits for what comes of them.
 *
 * <p>Threads: for one thread; the calls run on the event loop.
 */
final class UpstreamCaller {

    /** What a call came to: a head or none, the body so far, and the failure that cut it. */
    record Outcome(Optional<ResponseHead> head, String body, Optional<Failure> failure) {

        int status() {
            return head.orElseThrow(() -> new AssertionError("no response: " + failure))
                    .status()
                    .code();
        }

        Failure.Kind kind() {
            return failure.orElseThrow(() -> new AssertionError("no failure: " + this))
                    .kind();
        }
    }

    static final Peer PEER =
            new Peer(new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2), false);

    private final EventLoop eventLoop;

    UpstreamCaller(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    Outcome get(Upstream upstream, String target) {
        return call(upstream, request(HttpMethod.GET, target, RequestBody.EMPTY));
    }

    Outcome post(Upstream upstream, String target, String body) {
        return call(upstream, request(HttpMethod.POST, target, text(body)));
    }

    /** Calls, and returns once the event loop has left the call behind. */
    Outcome call(Upstream upstream, UpstreamRequest request) {
        Outcome outcome = await(start(upstream, request));
        eventLoop.submit(() -> {}).awaitUninterruptibly();
        return outcome;
    }

    Recorder start(Upstream upstream, UpstreamRequest request) {
        Recorder recorder = new Recorder();
        eventLoop.execute(() -> {
            recorder.flow = upstream.send(request, recorder);
            recorder.started.complete(recorder.flow);
        });
        return recorder;
    }

    /** As {@link #start}, and pauses the response before any of it can have come. */
    Recorder startPaused(Upstream upstream, UpstreamRequest request) {
        Recorder recorder = new Recorder();
        eventLoop.execute(() -> {
            recorder.flow = upstream.send(request, recorder);
            recorder.flow.pause();
            recorder.started.complete(recorder.flow);
        });
        return recorder;
    }

    static Outcome await(Recorder recorder) {
        try {
            return recorder.outcome.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the call did not end", e);
        }
    }

    UpstreamRequest request(HttpMethod method, String target, RequestBody body, String... fields) {
        HttpHeaders headers = new DefaultHttpHeaders().add("Host", "test");
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        RequestHead head = new RequestHead(method, target, HttpVersion.HTTP_1_1, headers);
        return new UpstreamRequest(head, body, eventLoop, PEER, new Trail());
    }

    static RequestBody text(String text) {
        return RequestBody.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    /** Writes down a response; confined to the event loop but for its futures. */
    static final class Recorder implements ResponseSink {

        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        final CompletableFuture<ResponseHead> headed = new CompletableFuture<>();
        final CompletableFuture<Flow> started = new CompletableFuture<>();
        volatile Flow flow = Flow.NONE;
        volatile long bytes;
        private final StringBuilder body = new StringBuilder();

        @Override
        public void head(ResponseHead head) {
            if (!headed.complete(head)) {
                outcome.completeExceptionally(new AssertionError("two heads"));
            }
        }

        @Override
        public void data(ByteBuf data) {
            bytes += data.readableBytes();
            if (body.length() < 100_000) {
                body.append(data.toString(StandardCharsets.UTF_8));
            }
            data.release();
        }

        @Override
        public void end() {
            finish(Optional.empty());
        }

        @Override
        public void abort(Failure failure) {
            finish(Optional.of(failure));
        }

        private void finish(Optional<Failure> failure) {
            Optional<ResponseHead> head = Optional.ofNullable(headed.getNow(null));
            if (!outcome.complete(new Outcome(head, body.toString(), failure))) {
                throw new AssertionError("the response ended twice");
            }
        }
    }
}
