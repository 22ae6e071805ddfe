package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpListenerTest {

    private final EventLoops loops = EventLoops.of(1);
    private final List<ExchangeObserver.Completion> completions = new CopyOnWriteArrayList<>();
    private HttpListener listener;

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
        loops.close();
    }

    @Test
    void aConnectionIsKeptAndSaysSo() {
        serve(exchange -> answer(exchange, 200, exchange.request().target()));
        try (TestClient client = TestClient.connect(listener.address())) {
            for (String target : List.of("/one", "/two?x=%20")) {
                TestClient.Response response = client.send("GET", target, "").read();
                assertThat(response.bodyText()).isEqualTo(target);
                assertThat(response.header("Connection")).hasValue("keep-alive");
                assertThat(response.header("Content-Length")).hasValue("" + target.length());
            }
        }
    }

    @Test
    void connectionCloseIsHonouredFromEitherSide() {
        serve(exchange -> answer(exchange, 200, "x"));
        try (TestClient client = TestClient.connect(listener.address())) {
            assertThat(client.send("GET", "/", "", "Connection: close").read().header("Connection"))
                    .hasValue("close");
            assertThat(client.isClosedByServer()).isTrue();
        }
        serve(exchange -> {
            exchange.head(
                    new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders().set("Connection", "close"), 0));
            exchange.end();
        });
        try (TestClient client = TestClient.connect(listener.address())) {
            assertThat(client.send("GET", "/", "").read().headers())
                    .containsExactly("Content-Length: 0", "Connection: close");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderOneAtATime() throws Exception {
        LinkedBlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
        serve(waiting::add);
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send(
                    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
            for (int i = 1; i <= 3; i++) {
                Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
                assertThat(exchange.request().target()).isEqualTo("/" + i);
                assertThat(waiting).isEmpty();
                String body = "answer " + i;
                exchange.eventLoop().execute(() -> answer(exchange, 200, body));
                assertThat(client.read().bodyText()).isEqualTo(body);
            }
        }
    }

    @Test
    void manyPipelinedRequestsToAPromptServiceAreAllAnswered() {
        serve(exchange -> answer(exchange, 200, exchange.request().target()));
        try (TestClient client = TestClient.connect(listener.address())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 2000; i++) {
                assertThat(client.read().bodyText()).isEqualTo("/" + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 11|hello world",
        "Transfer-Encoding: chunked|5\\r\\nhello\\r\\n6\\r\\n world\\r\\n0\\r\\n\\r\\n"
    })
    void aBodyIsStreamedToTheService(String scenario) {
        serve(exchange -> Bodies.collect(exchange.body(), text -> answer(exchange, 200, text)));
        String[] parts = scenario.replace("\\r", "\r").replace("\\n", "\n").split("\\|");
        try (TestClient client = TestClient.connect(listener.address())) {
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\n" + parts[0] + "\r\n\r\n" + parts[1]);
                assertThat(client.read().bodyText()).isEqualTo("hello world");
            }
        }
        assertThat(completions)
                .extracting(ExchangeObserver.Completion::requestBytes)
                .containsExactly(11L, 11L);
    }

    @Test
    void continueIsSentOnceTheServiceWantsTheBody() {
        serve(exchange -> Bodies.collect(exchange.body(), text -> answer(exchange, 200, text)));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.send("hi").read().bodyText()).isEqualTo("hi");
        }
    }

    @Test
    void withoutWantingTheBodyThereIsNoContinueAndTheConnectionCloses() {
        serve(exchange -> answer(exchange, 403, "no"));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            TestClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(403);
            assertThat(response.header("Connection")).hasValue("close");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aSmallBodyThatNobodyReadIsDrained() {
        serve(exchange -> answer(exchange, 200, exchange.request().target()));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST", "/first", "x".repeat(300_000));
            assertThat(client.read().bodyText()).isEqualTo("/first");
            assertThat(client.send("GET", "/second", "").read().bodyText()).isEqualTo("/second");
        }
    }

    @Test
    void aLargeBodyThatNobodyReadClosesTheConnectionButTheResponseArrives() {
        serve(exchange -> answer(exchange, 413, "too much"));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n");
            byte[] block = new byte[100_000];
            for (int i = 0; i < 20; i++) {
                client.send(block);
            }
            TestClient.Response response = client.read();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.header("Connection")).hasValue("close");
            assertThat(response.bodyText()).isEqualTo("too much");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,-1,Transfer-Encoding: chunked,body",
        "200,4,Content-Length: 4,body",
        "204,4,,",
        "304,-1,,",
        "304,9,Content-Length: 9,"
    })
    void aResponseIsFramedByItsStatusAndLength(int status, long length, String framing, String body) {
        serve(exchange -> {
            exchange.head(new ResponseHead(HttpResponseStatus.valueOf(status), new DefaultHttpHeaders(), length));
            exchange.data(text("body"));
            exchange.end();
        });
        try (TestClient client = TestClient.connect(listener.address())) {
            for (int i = 0; i < 2; i++) {
                TestClient.Response response = client.send("GET", "/", "").read();
                assertThat(response.status()).isEqualTo(status);
                assertThat(response.headers())
                        .isEqualTo(
                                framing == null
                                        ? List.of("Connection: keep-alive")
                                        : List.of(framing, "Connection: keep-alive"));
                assertThat(response.bodyText()).isEqualTo(body == null ? "" : body);
            }
        }
    }

    @Test
    void theAnswerToHeadHasTheLengthButNotTheBody() {
        serve(exchange -> answer(exchange, 200, "body"));
        try (TestClient client = TestClient.connect(listener.address())) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.send("HEAD", "/", "").read(true).header("Content-Length"))
                        .hasValue("4");
            }
        }
    }

    @Test
    void http10IsDelimitedByCloseOrKeptWhereAsked() {
        serve(exchange -> {
            boolean known = exchange.request().target().equals("/known");
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), known ? 4 : -1));
            exchange.data(text("body"));
            exchange.end();
        });
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET /known HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.read().header("Connection")).hasValue("keep-alive");
            client.send("GET /unknown HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            TestClient.Response response = client.read();
            assertThat(response.headers()).containsExactly("Connection: close");
            assertThat(response.bodyText()).isEqualTo("body");
        }
    }

    @ParameterizedTest
    @CsvSource({"3", "5"})
    void aBodyThatDiffersFromItsAnnouncementNeverGetsReframed(long announced) {
        serve(exchange -> {
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), announced));
            exchange.data(text("body"));
            exchange.end();
        });
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "");
            if (announced < 4) {
                assertThat(client.read().bodyText()).isEqualTo("bod");
                assertThat(client.isClosedByServer()).isTrue();
            } else {
                assertThatThrownBy(client::read)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("cut after 4 of 5");
            }
        }
        assertThat(completions()).singleElement().satisfies(completion -> {
            assertThat(completion.failure()).map(Failure::kind).hasValue(Failure.Kind.INTERNAL);
        });
    }

    @Test
    void aServiceThatThrowsIsAnswered500() {
        serve(exchange -> {
            throw new IllegalStateException("thrown on purpose");
        });
        assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(500);
        assertThat(completions().get(0).status()).isEqualTo(500);
        assertThat(completions().get(0).failure()).map(Failure::kind).hasValue(Failure.Kind.INTERNAL);
    }

    @Test
    void anAbortedResponseClosesTheConnectionWithoutCompletingTheBody() {
        serve(exchange -> {
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), -1));
            exchange.data(text("part"));
            exchange.abort(new Failure(Failure.Kind.RESET, "upstream"));
            exchange.data(text("ignored"));
            exchange.end();
        });
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "");
            assertThatThrownBy(client::read)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cut");
        }
        assertThat(completions()).singleElement().satisfies(completion -> {
            assertThat(completion.status()).isEqualTo(200);
            assertThat(completion.responseBytes()).isEqualTo(4);
            assertThat(completion.failure()).map(Failure::kind).hasValue(Failure.Kind.RESET);
        });
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1|400", "GET / HTTP/3.0\\r\\nHost: a|505"})
    void whatIsNoRequestIsAnsweredByTheRenderer(String scenario) {
        ListenerSettings settings = ListenerSettings.defaults()
                .withErrors((status, reason) -> new ProtocolErrors.Reply(
                        status,
                        new DefaultHttpHeaders().set("X-Rendered", "yes"),
                        reason.getBytes(StandardCharsets.UTF_8)));
        serve(exchange -> answer(exchange, 200, "x"), settings);
        String[] parts = scenario.replace("\\r", "\r").replace("\\n", "\n").split("\\|");
        try (TestClient client = TestClient.connect(listener.address())) {
            TestClient.Response response =
                    client.send(parts[0] + "\r\n\r\nGET /next").read();
            assertThat(response.status()).isEqualTo(Integer.parseInt(parts[1]));
            assertThat(response.headers()).contains("X-Rendered: yes", "Connection: close");
            assertThat(response.body()).isNotEmpty();
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(completions()).isEmpty();
    }

    @Test
    void aBrokenBodyIsAnswered400UnlessTheResponseHasBegun() {
        List<Failure> failures = new CopyOnWriteArrayList<>();
        serve(exchange -> {
            if (exchange.request().target().equals("/begun")) {
                exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), -1));
                exchange.flush();
            }
            Bodies.collect(exchange.body(), text -> {}, failures::add);
        });
        String head = " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n";
        try (TestClient client = TestClient.connect(listener.address())) {
            assertThat(client.send("POST /" + head).read().status()).isEqualTo(400);
            assertThat(client.isClosedByServer()).isTrue();
        }
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("POST /begun" + head);
            assertThatThrownBy(client::read).isInstanceOf(UncheckedIOException.class);
        }
        assertThat(failures)
                .extracting(Failure::kind)
                .containsOnly(Failure.Kind.MALFORMED)
                .hasSize(2);
        assertThat(completions())
                .extracting(ExchangeObserver.Completion::status)
                .containsExactly(400, 200);
    }

    @Test
    void aTakenPortIsNamedInTheError() {
        serve(exchange -> answer(exchange, 200, "x"));
        int port = listener.address().getPort();
        assertThatThrownBy(() -> HttpListener.bind(
                        loops,
                        listener.address(),
                        exchange -> {},
                        (exchange, completion) -> {},
                        ListenerSettings.defaults()))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }

    @Test
    void anUnresolvedAddressCannotBeListenedOn() {
        assertThatThrownBy(() -> HttpListener.bind(
                        loops,
                        InetSocketAddress.createUnresolved("nowhere.invalid", 0),
                        exchange -> {},
                        (exchange, completion) -> {},
                        ListenerSettings.defaults()))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("nowhere.invalid");
    }

    @Test
    void closingCutsConnectionsQuickly() {
        AtomicBoolean begun = new AtomicBoolean();
        serve(exchange -> begun.set(true));
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send("GET", "/", "");
            Awaitility.await().untilTrue(begun);
            long started = System.nanoTime();
            listener.close();
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(9)); // its limit is 10
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    /** What was observed, once the event loop has left the last exchange behind. */
    private List<ExchangeObserver.Completion> completions() {
        loops.next().submit(() -> {}).awaitUninterruptibly();
        return completions;
    }

    private void serve(HttpService service) {
        serve(service, ListenerSettings.defaults());
    }

    private void serve(HttpService service, ListenerSettings settings) {
        close(listener);
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    service,
                    (exchange, completion) -> completions.add(completion),
                    settings);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(HttpListener previous) {
        if (previous != null) {
            previous.close();
        }
    }

    private static void answer(Exchange exchange, int status, String body) {
        ByteBuf content = text(body);
        exchange.head(new ResponseHead(
                HttpResponseStatus.valueOf(status), new DefaultHttpHeaders(), content.readableBytes()));
        exchange.data(content);
        exchange.end();
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
