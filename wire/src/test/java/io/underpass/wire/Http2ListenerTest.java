package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2ListenerTest {

    private static final TestTls TLS = TestTls.create();
    private static final ServerIdentities IDENTITIES = TLS.anyName();

    private final EventLoops loops = EventLoops.of(1);
    private final List<ExchangeObserver.Completion> completions = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(TLS.client())
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private HttpListener listener;

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
        loops.close();
    }

    @Test
    void clientsThatOfferHttp2GetIt() throws Exception {
        serve(exchange -> answer(
                exchange,
                exchange.request().version() + " " + exchange.request().target() + " "
                        + exchange.request().headers().get("host") + " "
                        + exchange.request().headers().get("x-name") + " "
                        + exchange.peer().secure()));
        HttpResponse<String> answer =
                client.send(request("/a%20b?c=d").header("X-Name", "v").build(), text());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("HTTP/1.1 /a%20b?c=d " + authority() + " v true");
        assertThat(answer.headers().map())
                .containsEntry("content-length", List.of("" + answer.body().length()))
                .doesNotContainKey("connection");
        assertThat(completions()).hasSize(1);
        assertThat(completions.get(0).status()).isEqualTo(200);
        assertThat(completions.get(0).failure()).isEmpty();
    }

    @Test
    void fieldsThatHttp2DoesNotKnowStayBehind() throws Exception {
        serve(exchange -> {
            FieldList headers = new FieldList();
            headers.add("Connection", "keep-alive")
                    .add("Keep-Alive", "timeout=5")
                    .add("X-Mixed-Case", "a\r\nb");
            headers.add("bad name", "x").add("Set-Cookie", "a=1").add("Set-Cookie", "b=2");
            exchange.head(new ResponseHead(HttpResponseStatus.OK, headers, -1));
            exchange.data(utf8("x"));
            exchange.end();
        });
        HttpResponse<String> answer = client.send(request("/").build(), text());

        assertThat(answer.headers().map())
                .containsEntry("x-mixed-case", List.of("a  b"))
                .containsEntry("set-cookie", List.of("a=1", "b=2"))
                .doesNotContainKeys("connection", "keep-alive", "bad name", "content-length");
        assertThat(answer.body()).isEqualTo("x");
    }

    @Test
    void aConnectionThatIsTooOldTakesOneMoreRequest() throws Exception {
        ClientTimes times = new ClientTimes(Duration.ofSeconds(60), Optional.of(Duration.ZERO));
        serve(exchange -> answer(exchange, "last"), ListenerSettings.defaults().withTimes(() -> times));
        try (Http2Client client = new Http2Client(TLS, listener.address())) {
            client.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            Http2Client.Frame end = client.await(Http2Client.DATA);
            assertThat(end.text()).isEqualTo("last");
            assertThat(client.awaitGoAway()).hasValue(0);
        }
    }

    @Test
    void manyRequestsRunAtOnce() throws Exception {
        LinkedBlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
        serve(waiting::add);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(client.sendAsync(request("/" + i).build(), text()));
        }
        Awaitility.await().until(() -> waiting.size() == 50);
        List<Exchange> exchanges = new ArrayList<>();
        waiting.drainTo(exchanges);
        java.util.Collections.reverse(exchanges);
        exchanges.forEach(exchange -> exchange.eventLoop()
                .execute(() -> answer(exchange, exchange.request().target())));
        for (int i = 0; i < 50; i++) {
            assertThat(answers.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("/" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 70_000, 3_000_000})
    void bodiesPassInBothDirections(int bytes) throws Exception {
        serve(exchange -> Bodies.collect(exchange.body(), text -> answer(exchange, text)));
        String body = "0123456789".repeat(bytes / 10 + 1).substring(0, bytes);
        for (HttpRequest.BodyPublisher publisher : List.of(
                HttpRequest.BodyPublishers.ofString(body),
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)))) {
            HttpResponse<String> answer =
                    client.send(request("/").POST(publisher).build(), text());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(body);
        }
        assertThat(completions())
                .extracting(ExchangeObserver.Completion::requestBytes)
                .containsExactly((long) bytes, (long) bytes);
    }

    @Test
    void responsesWithoutBodiesEndWithTheirHeads() throws Exception {
        serve(exchange -> {
            if (exchange.request().path().equals("/204")) {
                exchange.head(new ResponseHead(HttpResponseStatus.NO_CONTENT, new FieldList(), 0));
                exchange.end();
            } else {
                answer(exchange, "not sent to HEAD");
            }
        });
        HttpResponse<String> head = client.send(
                request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), text());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length")).hasValue("16");
        HttpResponse<String> none = client.send(request("/204").build(), text());
        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(none.headers().map()).doesNotContainKey("content-length");
    }

    @Test
    void aServiceThatFailsIsAnsweredFor() throws Exception {
        serve(exchange -> {
            throw new IllegalStateException("broken");
        });
        assertThat(client.send(request("/").build(), text()).statusCode()).isEqualTo(500);
        assertThat(completions()).hasSize(1);
        assertThat(completions.get(0).failure()).isPresent();
    }

    @Test
    void aReceiverOfABodyThatFailsIsAnsweredFor() throws Exception {
        serve(exchange -> exchange.body().stream(new BodySink() {
            @Override
            public void data(ByteBuf data) {
                data.release();
                throw new IllegalStateException("broken");
            }

            @Override
            public void end() {}

            @Override
            public void abort(Failure failure) {}
        }));
        HttpRequest upload =
                request("/").POST(HttpRequest.BodyPublishers.ofString("x")).build();
        assertThat(client.send(upload, text()).statusCode()).isEqualTo(500);
        Awaitility.await().until(() -> completions.size() == 1);
        assertThat(completions.get(0).failure().orElseThrow().kind()).isEqualTo(Failure.Kind.INTERNAL);
    }

    @Test
    void aClientThatLeavesCancelsTheProducer() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        serve(exchange -> exchange.producer(new OnCancel(() -> cancelled.set(true))));
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            raw.send(Http2Client.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
            Awaitility.await().untilTrue(cancelled);
            // The connection goes on.
            cancelled.set(false);
            raw.send(Http2Client.HEADERS, 5, 3, Http2Client.get("/"));
        }
        Awaitility.await().untilTrue(cancelled);
        Awaitility.await().until(() -> completions.size() == 2);
        assertThat(completions).allMatch(each -> each.failure().orElseThrow().kind() == Failure.Kind.CLIENT_LEFT);
    }

    @Test
    void aClientThatDoesNotReadPausesTheProducer() throws Exception {
        CompletableFuture<Endless> started = new CompletableFuture<>();
        AtomicLong sent = new AtomicLong();
        serve(exchange -> {
            Endless producer = new Endless(exchange, sent, new AtomicBoolean()).blocksOf(16 * 1024);
            producer.start();
            started.complete(producer);
        });
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            Awaitility.await().until(() -> started.isDone() && started.join().isPaused());
            long before = sent.get();
            assertThat(before).isLessThan(1024 * 1024);
            // Windows open: it goes on.
            byte[] million = {0, 0x0f, 0x42, 0x40};
            raw.send(Http2Client.WINDOW_UPDATE, 0, 1, million).send(Http2Client.WINDOW_UPDATE, 0, 0, million);
            Awaitility.await().until(() -> sent.get() > before);
        }
    }

    @Test
    void aBodyThatNobodyReadsStaysWithTheClient() throws Exception {
        LinkedBlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
        serve(waiting::add);
        String body = "x".repeat(2_000_000);
        CompletableFuture<HttpResponse<String>> uploading = client.sendAsync(
                request("/").POST(HttpRequest.BodyPublishers.ofString(body)).build(), text());
        Exchange upload = waiting.poll(30, TimeUnit.SECONDS);
        assertThat(upload).isNotNull();
        // Others are served meanwhile.
        CompletableFuture<HttpResponse<String>> second =
                client.sendAsync(request("/2").build(), text());
        Exchange other = waiting.poll(30, TimeUnit.SECONDS);
        other.eventLoop().execute(() -> answer(other, "second"));
        assertThat(second.get(30, TimeUnit.SECONDS).body()).isEqualTo("second");
        upload.eventLoop().execute(() -> Bodies.collect(upload.body(), got -> answer(upload, "" + got.length())));
        assertThat(uploading.get(30, TimeUnit.SECONDS).body()).isEqualTo("2000000");
    }

    @Test
    void uploadsThatNobodyReadsDoNotHoldUpTheRest() throws Exception {
        LinkedBlockingQueue<Exchange> unread = new LinkedBlockingQueue<>();
        serve(exchange -> {
            if (exchange.request().path().equals("/unread")) {
                unread.add(exchange);
            } else {
                Bodies.collect(exchange.body(), got -> answer(exchange, "" + got.length()));
            }
        });
        String body = "x".repeat(300_000);
        HttpRequest.Builder upload = request("/unread").POST(HttpRequest.BodyPublishers.ofString(body));
        List<CompletableFuture<HttpResponse<String>>> uploading = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            uploading.add(client.sendAsync(upload.build(), text()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> unread.size() == 100);
        // Much more than one stream's window, and several times over.
        HttpRequest read =
                request("/read").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        for (int i = 0; i < 30; i++) {
            assertThat(client.sendAsync(read, text()).get(60, TimeUnit.SECONDS).body())
                    .isEqualTo("300000");
        }
        unread.forEach(each ->
                each.eventLoop().execute(() -> Bodies.collect(each.body(), got -> answer(each, "" + got.length()))));
        for (CompletableFuture<HttpResponse<String>> each : uploading) {
            assertThat(each.get(60, TimeUnit.SECONDS).body()).isEqualTo("300000");
        }
    }

    @Test
    void aConnectionSaysGoodbyeAfterTenThousandRequests() throws Exception {
        serve(exchange -> answer(exchange, "x"));
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            for (int i = 0; i < 9_999; i += 99) {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                for (int j = i; j < i + 99; j++) {
                    frames.writeBytes(Http2Client.frame(Http2Client.HEADERS, 5, 2 * j + 1, Http2Client.get("/")));
                }
                raw.sendRaw(frames.toByteArray());
                for (int j = 0; j < 99; j++) {
                    assertThat(raw.awaitEnd().type()).isEqualTo(Http2Client.DATA);
                }
            }
            raw.send(Http2Client.HEADERS, 5, 19_999, Http2Client.get("/"));
            assertThat(raw.awaitEnd().stream()).isEqualTo(19_999);
            assertThat(raw.await(Http2Client.GOAWAY).error()).isZero();
            assertThat(raw.next()).isEmpty();
        }
    }

    @Test
    void trailersPassInBothDirections() throws Exception {
        serve(exchange -> exchange.body().stream(new BodySink() {
            private HttpHeaders trailers = new FieldList();

            @Override
            public void data(ByteBuf data) {
                data.release();
            }

            @Override
            public void trailers(HttpHeaders received) {
                trailers = received;
            }

            @Override
            public void end() {
                exchange.head(new ResponseHead(HttpResponseStatus.OK, new FieldList(), -1));
                exchange.data(utf8("body"));
                exchange.trailers(new FieldList().append("X-Got", trailers.get("x-sum", "")));
                exchange.end();
            }

            @Override
            public void abort(Failure failure) {}
        }));
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS,
                    1,
                    Http2Client.post("/"));
            raw.send(Http2Client.DATA, 0, 1, new byte[10]);
            raw.send(Http2Client.HEADERS, 5, 1, Http2Client.block("x-sum", "77", "host", "evil"));
            assertThat(raw.await(Http2Client.DATA).endsStream()).isFalse();
            Http2Client.Frame last = raw.await(Http2Client.HEADERS);
            assertThat(last.endsStream()).isTrue();
        }
    }

    @Test
    void anEarlyAnswerReachesTheClientWhileItUploads() throws Exception {
        serve(exchange -> WholeResponse.of(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        new FieldList(),
                        "no".getBytes(StandardCharsets.UTF_8))
                .sendTo(exchange));
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS,
                    1,
                    Http2Client.post("/", "content-length", "9999999"));
            raw.send(Http2Client.DATA, 0, 1, new byte[1000]);
            assertThat(raw.await(Http2Client.DATA).text()).isEqualTo("no");
            Http2Client.Frame reset = raw.await(Http2Client.RST_STREAM);
            assertThat(reset.error()).isZero();
        }
    }

    @Test
    void continueIsSentOnceTheServiceWantsTheBody() throws Exception {
        serve(exchange -> Bodies.collect(exchange.body(), got -> answer(exchange, got)));
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS,
                    1,
                    Http2Client.post("/", "expect", "100-continue"));
            Http2Client.Frame interim = raw.await(Http2Client.HEADERS);
            assertThat(interim.endsStream()).isFalse();
            raw.send(Http2Client.DATA, Http2Client.END_STREAM, 1, "hi".getBytes(StandardCharsets.UTF_8));
            raw.await(Http2Client.HEADERS);
            assertThat(raw.await(Http2Client.DATA).text()).isEqualTo("hi");
        }
    }

    @Test
    void drainingLetsStreamsFinishAndTakesNoNewOnes() throws Exception {
        LinkedBlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
        serve(waiting::add);
        try (Http2Client raw = new Http2Client(TLS, listener.address())) {
            raw.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
            Exchange running = waiting.poll(30, TimeUnit.SECONDS);
            CompletableFuture<Void> drained =
                    listener.drain(Duration.ofSeconds(60)).toCompletableFuture();
            assertThat(raw.await(Http2Client.GOAWAY).error()).isZero();
            running.eventLoop().execute(() -> answer(running, "last"));
            assertThat(raw.await(Http2Client.DATA).text()).isEqualTo("last");
            drained.get(30, TimeUnit.SECONDS);
            assertThat(raw.next()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        AmpleTime.from(Duration.ofMillis(300), idle -> {
            serve(exchange -> answer(exchange, "x"), ListenerSettings.defaults().withIdleTimeout(idle));
            try (Http2Client raw = new Http2Client(TLS, listener.address())) {
                raw.send(Http2Client.HEADERS, 5, 1, Http2Client.get("/"));
                assertThat(raw.await(Http2Client.DATA).text()).isEqualTo("x");
                assertThat(raw.awaitGoAway()).hasValue(0);
            }
        });
    }

    @Test
    void aStalledUploadIsAnswered408() throws Exception {
        AmpleTime.from(Duration.ofMillis(300), idle -> {
            serve(
                    exchange -> Bodies.collect(exchange.body(), got -> answer(exchange, got)),
                    ListenerSettings.defaults().withIdleTimeout(idle));
            try (Http2Client raw = new Http2Client(TLS, listener.address())) {
                raw.send(Http2Client.HEADERS, Http2Client.END_HEADERS, 1, Http2Client.post("/"));
                assertThat(raw.await(Http2Client.DATA).text()).startsWith("408");
            }
        });
    }

    /** What was observed, once the event loop has left the last exchange behind. */
    private List<ExchangeObserver.Completion> completions() {
        loops.settled().join();
        return completions;
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("https://" + authority() + target))
                .timeout(Duration.ofSeconds(60));
    }

    private String authority() {
        return "127.0.0.1:" + listener.address().getPort();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private void serve(HttpService service) {
        serve(service, ListenerSettings.defaults());
    }

    private void serve(HttpService service, ListenerSettings settings) {
        try {
            if (listener != null) {
                listener.close();
            }
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    service,
                    (exchange, completion) -> completions.add(completion),
                    settings.withIdentities(IDENTITIES));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void answer(Exchange exchange, String text) {
        WholeResponse.of(HttpResponseStatus.OK, new FieldList(), text.getBytes(StandardCharsets.UTF_8))
                .sendTo(exchange);
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
