package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2UpstreamTest {

    private static final TestTls TLS = TestTls.create();
    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final EventLoops loops = EventLoops.of(1);
    private final EventLoops originLoops = EventLoops.of(1);
    private final UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)));
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final StreamOrigin origin = new StreamOrigin(originLoops, 100, Http2UpstreamTest::echo);
    private final Upstream upstream = client.http2(origin.address(), TIMEOUTS);

    @AfterEach
    void stop() {
        client.close();
        origin.close();
        loops.close();
        originLoops.close();
    }

    @Test
    void aRequestIsSentAndAnsweredByHttp2() {
        UpstreamCaller.Outcome outcome = caller.get(upstream, "/a?b=c");
        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.body()).isEqualTo("/a?b=c:");
        assertThat(outcome.head().orElseThrow().headers().get("x-kind")).isEqualTo("echo");
        StreamOrigin.Request request = origin.requests().get(0);
        assertThat(request.head().scheme()).hasToString("http");
        assertThat(request.head().authority()).hasToString("test");
        assertThat(request.head().contains("host")).isFalse();
    }

    @Test
    void callsShareOneConnection() {
        List<UpstreamCaller.Recorder> running = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            running.add(caller.start(upstream, caller.request(HttpMethod.GET, "/" + i, RequestBody.EMPTY)));
        }
        for (int i = 0; i < 60; i++) {
            assertThat(UpstreamCaller.await(running.get(i)).body()).isEqualTo("/" + i + ":");
        }
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void anOriginThatTakesFewStreamsGetsMoreConnectionsAndNoCallIsLost() {
        ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        StreamOrigin.Behaviour holding =
                (request, answer) -> held.add(() -> answer.stream().executor().execute(() -> echo(request, answer)));
        try (StreamOrigin narrow = new StreamOrigin(originLoops, 2, holding)) {
            Upstream to = client.http2(narrow.address(), TIMEOUTS);
            List<UpstreamCaller.Recorder> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                running.add(caller.start(to, caller.request(HttpMethod.GET, "/" + i, RequestBody.EMPTY)));
            }
            Awaitility.await().until(() -> held.size() >= 4);
            assertThat(narrow.connectionsAccepted()).isGreaterThan(1);
            narrow.behave(Http2UpstreamTest::echo);
            originLoops.settled().join();
            held.forEach(Runnable::run);
            running.forEach(
                    call -> assertThat(UpstreamCaller.await(call).status()).isEqualTo(200));
        }
    }

    @Test
    void whereTheOriginTakesNoMoreConnectionsCallsWaitForStreamsOfThoseThatThereAre() {
        ConcurrentLinkedQueue<StreamOrigin.Answer> held = new ConcurrentLinkedQueue<>();
        try (StreamOrigin narrow = new StreamOrigin(originLoops, 1, (request, answer) -> held.add(answer))) {
            Upstream to = client.http2(narrow.takesConnections(1).address(), TIMEOUTS);
            List<UpstreamCaller.Recorder> running = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                running.add(caller.start(to, caller.request(HttpMethod.GET, "/" + i, RequestBody.EMPTY)));
            }
            Awaitility.await().until(() -> held.size() == 1 && narrow.connectionsAccepted() >= 2);
            running.forEach(call -> call.started.join());
            caller.eventLoop().submit(running.get(5).flow::cancel).syncUninterruptibly();
            narrow.behave(Http2UpstreamTest::echo);
            StreamOrigin.Answer first = held.remove();
            first.stream().executor().execute(() -> first.head(true, "200"));
            running.remove(5);
            running.forEach(
                    call -> assertThat(UpstreamCaller.await(call).status()).isEqualTo(200));
            assertThat(narrow.requests())
                    .extracting(StreamOrigin.Request::connection)
                    .containsOnly(1);
            assertThat(narrow.requests()).as("what was cancelled is never sent").hasSize(9);
        }
    }

    @Test
    void nobodyWaitsForAStreamLongerThanForAConnection() {
        try (StreamOrigin narrow = new StreamOrigin(originLoops, 1, (request, answer) -> {})) {
            InetSocketAddress address = narrow.takesConnections(1).address();
            Upstream to = client.http2(address, TIMEOUTS);
            UpstreamCaller.Recorder busy = caller.start(to, caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
            Awaitility.await().until(() -> narrow.requests().size() == 1);
            to = client.http2(address, new UpstreamTimeouts(Duration.ofMillis(300), Duration.ofSeconds(30)));
            assertThat(caller.get(to, "/").kind()).isIn(Failure.Kind.CLOSED, Failure.Kind.RESET);
            assertThat(busy.outcome).isNotDone();
            caller.eventLoop().execute(busy.flow::cancel);
        }
    }

    @Test
    void aClientThatClosesEndsWhatRunsOnConnectionsThatTheOriginIsLeaving() {
        ConcurrentLinkedQueue<StreamOrigin.Answer> waiting = new ConcurrentLinkedQueue<>();
        origin.behave((request, answer) -> waiting.add(answer));
        List<UpstreamCaller.Recorder> running = new ArrayList<>();
        running.add(caller.start(upstream, caller.request(HttpMethod.GET, "/1", RequestBody.EMPTY)));
        Awaitility.await().until(() -> waiting.size() == 1);
        waiting.element().goAway(0);
        Awaitility.await().until(() -> {
            running.add(caller.start(upstream, caller.request(HttpMethod.GET, "/2", RequestBody.EMPTY)));
            return origin.connectionsAccepted() == 2;
        });
        client.close();
        running.forEach(call -> assertThat(UpstreamCaller.await(call).failure()).isPresent());
    }

    @Test
    void bodiesPassInBothDirections() {
        String body = "0123456789".repeat(9_000);
        assertThat(caller.post(upstream, "/", body).body()).isEqualTo("/:" + body);
        assertThat(origin.requests().get(0).head().get("content-length")).hasToString("90000");
    }

    @Test
    void trailersPassInBothDirections() {
        origin.behave((request, answer) -> {
            answer.head(false, "200", "content-type", "application/grpc");
            answer.data(false, request.trailers());
            answer.trailers("grpc-status", "5", "grpc-message", "gone", "te", "trailers");
        });
        CompletableFuture<String> trailers = new CompletableFuture<>();
        CompletableFuture<String> body = new CompletableFuture<>();
        loops.next()
                .execute(() -> upstream.send(
                        new UpstreamRequest(
                                caller.request(HttpMethod.POST, "/", RequestBody.EMPTY, "TE", "trailers, gzip")
                                        .head(),
                                withTrailers("text", "x-checksum", "77"),
                                caller.eventLoop(),
                                UpstreamCaller.PEER,
                                new Trail()),
                        new ResponseSink() {
                            private final StringBuilder text = new StringBuilder();

                            @Override
                            public void head(ResponseHead head) {}

                            @Override
                            public void data(ByteBuf data) {
                                text.append(data.toString(StandardCharsets.UTF_8));
                                data.release();
                            }

                            @Override
                            public void trailers(HttpHeaders fields) {
                                trailers.complete(fields.entries().toString());
                            }

                            @Override
                            public void end() {
                                body.complete(text.toString());
                            }

                            @Override
                            public void abort(Failure failure) {
                                body.complete(failure.toString());
                            }
                        }));
        assertThat(trailers).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("[grpc-status=5, grpc-message=gone]");
        assertThat(body).succeedsWithin(Duration.ofSeconds(30)).asString().contains("x-checksum: 77");
        assertThat(origin.requests().get(0).body()).isEqualTo("text");
        assertThat(origin.requests().get(0).head().get("te")).hasToString("trailers");
    }

    @Test
    void overTlsTheOriginMustChooseHttp2() throws IOException {
        try (HttpListener both = HttpListener.bind(
                        loops,
                        new InetSocketAddress("127.0.0.1", 0),
                        exchange -> WholeResponse.of(
                                        HttpResponseStatus.OK,
                                        new FieldList(),
                                        ("multiplexed=" + exchange.multiplexed()).getBytes(StandardCharsets.UTF_8))
                                .sendTo(exchange),
                        (exchange, completion) -> {},
                        ListenerSettings.defaults().withIdentities(TLS.anyName()));
                ServerSocket plain = TLS.client(TLS.certificate("127.0.0.1"))
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread handshakes = new Thread(() -> {
                try (Socket accepted = plain.accept()) {
                    accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // the client has had enough
                }
            });
            handshakes.start();
            UpstreamTls any = UpstreamTls.unverified();
            assertThat(caller.get(client.http2(both.address(), TIMEOUTS, any), "/")
                            .body())
                    .isEqualTo("multiplexed=true");
            assertThat(caller.get(client.to(both.address(), TIMEOUTS, any), "/").body())
                    .isEqualTo("multiplexed=false");
            assertThat(caller.get(client.http2((InetSocketAddress) plain.getLocalSocketAddress(), TIMEOUTS, any), "/")
                            .kind())
                    .isEqualTo(Failure.Kind.TLS_FAILED);
        }
    }

    @Test
    void anOriginOfHttp1IsNotTakenForOneOfHttp2() {
        try (TestOrigin plain = TestOrigin.start((request, connection) -> {
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return false;
        })) {
            UpstreamCaller.Outcome outcome = caller.get(client.http2(plain.address(), TIMEOUTS), "/");
            assertThat(outcome.kind()).isIn(Failure.Kind.MALFORMED, Failure.Kind.CLOSED, Failure.Kind.RESET);
        }
    }

    @Test
    void anOriginThatNeverSendsItsSettingsTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Upstream to = client.http2(
                    new InetSocketAddress("127.0.0.1", silent.getLocalPort()),
                    new UpstreamTimeouts(Duration.ofMillis(300), Duration.ofSeconds(30)));
            assertThat(caller.get(to, "/").kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
            assertThat(caller.post(to, "/", "x").kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
        }
    }

    @Test
    void nobodyThereIsRefused() throws IOException {
        try (NobodyThere nobody = NobodyThere.open()) {
            assertThat(caller.get(client.http2(nobody.address(), TIMEOUTS), "/").kind())
                    .isEqualTo(Failure.Kind.CONNECT_REFUSED);
        }
    }

    @Test
    void aStreamThatIsResetFails() {
        origin.behave((request, answer) -> answer.reset(Http2Error.INTERNAL_ERROR));
        UpstreamCaller.Outcome outcome = caller.get(upstream, "/");
        assertThat(outcome.kind()).isEqualTo(Failure.Kind.RESET);
        assertThat(outcome.failure().orElseThrow().detail()).contains("INTERNAL_ERROR");
        origin.behave(Http2UpstreamTest::echo);
        assertThat(caller.get(upstream, "/").status()).isEqualTo(200);
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aRefusedStreamIsTriedAgainUnlessItHasABody() {
        AtomicInteger refusals = new AtomicInteger(2);
        origin.behave((request, answer) -> {
            if (refusals.getAndDecrement() > 0) {
                answer.reset(Http2Error.REFUSED_STREAM);
            } else {
                echo(request, answer);
            }
        });
        assertThat(caller.get(upstream, "/").status()).isEqualTo(200);
        refusals.set(1);
        assertThat(caller.post(upstream, "/", "x").kind()).isEqualTo(Failure.Kind.RESET);
        refusals.set(100);
        assertThat(caller.get(upstream, "/").kind()).isEqualTo(Failure.Kind.RESET);
    }

    @Test
    void afterGoAwayRunningCallsEndAndNewOnesGetAnotherConnection() {
        ConcurrentLinkedQueue<StreamOrigin.Answer> waiting = new ConcurrentLinkedQueue<>();
        origin.behave((request, answer) -> waiting.add(answer));
        UpstreamCaller.Recorder first = caller.start(upstream, caller.request(HttpMethod.GET, "/1", RequestBody.EMPTY));
        Awaitility.await().until(() -> waiting.size() == 1);
        waiting.element().goAway(0);
        UpstreamCaller.Recorder second =
                caller.start(upstream, caller.request(HttpMethod.GET, "/2", RequestBody.EMPTY));
        Awaitility.await().until(() -> waiting.size() == 2);
        waiting.forEach(answer -> answer.stream().executor().execute(() -> {
            answer.head(false, "200");
            answer.data(true, "late");
        }));
        assertThat(UpstreamCaller.await(first).body()).isEqualTo("late");
        assertThat(UpstreamCaller.await(second).body()).isEqualTo("late");
    }

    @Test
    void aConnectionThatBreaksFailsItsCalls() {
        origin.behave((request, answer) -> answer.closeConnection());
        assertThat(caller.get(upstream, "/").kind()).isIn(Failure.Kind.CLOSED, Failure.Kind.RESET);
        origin.behave((request, answer) -> {
            answer.head(false, "200", "content-length", "100");
            answer.data(false, "half");
            answer.stream().executor().schedule(answer::closeConnection, 20, TimeUnit.MILLISECONDS);
        });
        UpstreamCaller.Outcome cut = caller.get(upstream, "/");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.kind()).isIn(Failure.Kind.CLOSED, Failure.Kind.RESET);
    }

    @Test
    void whatBreaksTheRulesFails() {
        origin.behave((request, answer) -> {
            answer.head(false, "200", "content-length", "1");
            answer.data(true, "two");
        });
        assertThat(caller.get(upstream, "/").kind()).isEqualTo(Failure.Kind.MALFORMED);
        origin.behave((request, answer) -> {
            answer.head(false, "200", "content-length", "100");
            answer.data(true, "less");
        });
        assertThat(caller.get(upstream, "/").kind()).isEqualTo(Failure.Kind.MALFORMED);
        origin.behave((request, answer) -> answer.head(true, "99"));
        assertThat(caller.get(upstream, "/").kind()).isEqualTo(Failure.Kind.MALFORMED);
        origin.behave((request, answer) -> {
            answer.head(false, "103", "link", "</style.css>");
            answer.head(true, "204");
        });
        assertThat(caller.get(upstream, "/").status()).isEqualTo(204);
    }

    @Test
    void aSilentOriginTimesOutAndLosesItsStream() {
        origin.behave((request, answer) -> {});
        Upstream hasty =
                client.http2(origin.address(), new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200)));
        assertThat(caller.get(hasty, "/").kind()).isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(caller.post(hasty, "/", "x").kind()).isEqualTo(Failure.Kind.TIMEOUT);
    }

    @Test
    void aReceiverThatPausesHoldsUpItsStreamOnly() throws Exception {
        String much = "x".repeat(16 * 1024);
        AtomicLong sent = new AtomicLong();
        origin.behave((request, answer) -> {
            if (request.path().equals("/much")) {
                answer.head(false, "200");
                send(answer, much, sent);
            } else {
                echo(request, answer);
            }
        });
        List<UpstreamCaller.Recorder> paused = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            paused.add(caller.startPaused(upstream, caller.request(HttpMethod.GET, "/much", RequestBody.EMPTY)));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(caller.post(upstream, "/little", much).body()).hasSize(8 + much.length());
        }
        assertThat(sent.get()).isLessThan(40L * 400 * 1024);
        for (UpstreamCaller.Recorder each : paused) {
            caller.eventLoop().execute(each.flow::resume);
            Awaitility.await().until(() -> each.bytes > 300_000);
            caller.eventLoop().execute(each.flow::cancel);
        }
        assertThat(caller.get(upstream, "/after").status()).isEqualTo(200);
    }

    @Test
    void anOriginThatDoesNotReadPausesTheUpload() {
        try (StreamOrigin deaf = new StreamOrigin(originLoops, 100, (request, answer) -> {})) {
            AtomicBoolean paused = new AtomicBoolean();
            AtomicLong offered = new AtomicLong();
            UpstreamCaller.Recorder call = caller.start(
                    client.http2(deaf.address(), TIMEOUTS),
                    caller.request(HttpMethod.POST, "/", endless(paused, offered)));
            Awaitility.await().until(() -> deaf.connectionsAccepted() == 1 && offered.get() > 0);
            deaf.stopReading();
            originLoops.settled().join();
            long before = offered.get();
            Awaitility.await().untilTrue(paused);
            assertThat(offered.get() - before).isLessThan(64L * 1024 * 1024);
            caller.eventLoop().execute(call.flow::cancel);
        }
    }

    private RequestBody endless(AtomicBoolean paused, AtomicLong offered) {
        return new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public Flow stream(BodySink sink) {
                AtomicBoolean cancelled = new AtomicBoolean();
                Runnable step = new Runnable() {
                    @Override
                    public void run() {
                        if (!paused.get() && !cancelled.get()) {
                            offered.addAndGet(16 * 1024);
                            sink.data(Unpooled.wrappedBuffer(new byte[16 * 1024]));
                            sink.flush();
                            caller.eventLoop().execute(this);
                        }
                    }
                };
                caller.eventLoop().execute(step);
                return new Flow() {
                    @Override
                    public void pause() {
                        paused.set(true);
                    }

                    @Override
                    public void resume() {
                        if (paused.getAndSet(false)) {
                            caller.eventLoop().execute(step);
                        }
                    }

                    @Override
                    public void cancel() {
                        cancelled.set(true);
                    }
                };
            }

            @Override
            public void discard() {}
        };
    }

    private static void send(StreamOrigin.Answer answer, String much, AtomicLong sent) {
        if (answer.stream().channel().isActive() && answer.stream().channel().isWritable()) {
            answer.data(false, much);
            sent.addAndGet(much.length());
        }
        if (answer.stream().channel().isActive()) {
            answer.stream().executor().schedule(() -> send(answer, much, sent), 1, TimeUnit.MILLISECONDS);
        }
    }

    private static RequestBody withTrailers(String text, String name, String value) {
        return new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public Flow stream(BodySink sink) {
                sink.data(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
                sink.trailers(new FieldList().append(name, value));
                sink.end();
                return Flow.NONE;
            }

            @Override
            public void discard() {}
        };
    }

    private static void echo(StreamOrigin.Request request, StreamOrigin.Answer answer) {
        answer.head(false, "200", "x-kind", "echo");
        answer.data(true, request.path() + ":" + request.body());
    }
}
