package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeTargetTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final FakeTarget target = FakeTarget.start("orders");

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void anUntoldTargetAnswersItsName() {
        TestClient.Response answer = get("/anything");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo("orders\n");
    }

    @Test
    void repliesAreGivenInTurnAndTheLastRepeats() {
        target.answers(Reply.status(503), Reply.json(201, "{}").header("X-Version", "7"));

        assertThat(get("/").status()).isEqualTo(503);
        assertThat(get("/").status()).isEqualTo(201);
        TestClient.Response third = get("/");
        assertThat(third.header("X-Version")).contains("7");
        assertThat(third.header("Content-Type")).contains("application/json");
        assertThat(third.bodyText()).isEqualTo("{}");
    }

    @Test
    void whatWasSaidLaterGoesBeforeWhatWasSaidEarlier() {
        target.answers(Reply.status(404))
                .on("ANY", "/orders/*")
                .answers(Reply.status(202))
                .on("GET", "/orders/42")
                .answers(Reply.status(203));

        assertThat(get("/orders/42?a=b").status()).isEqualTo(203);
        assertThat(get("/orders/43").status()).isEqualTo(202);
        assertThat(get("/payments").status()).isEqualTo(404);
        assertThat(TestClient.request(address(), "POST", "/orders/42", "x").status())
                .isEqualTo(202);
    }

    @Test
    void anAnswerIsMadeOfTheRequest() {
        target.answersBy(request -> Reply.text(201, request.bodyText()))
                .on("GET", "/orders/*")
                .answersBy(request -> Reply.text(200, request.path().substring("/orders/".length())))
                .on("GET", "/broken")
                .answersBy(request -> {
                    throw new AssertionError("not so");
                });

        assertThat(get("/orders/42").bodyText()).isEqualTo("42");
        assertThat(TestClient.request(address(), "POST", "/", "hello").bodyText())
                .isEqualTo("hello");
        TestClient.Response broken = get("/broken");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.bodyText()).contains("GET /broken failed: java.lang.AssertionError: not so");
    }

    @Test
    void aReplyHasTrailersAndARequestToo() {
        target.answers(Reply.text(200, "abc").trailer("X-Sum", "7"));
        try (TestClient client = TestClient.connect(address())) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 3\r\n\r\n");
            byte[] some = new byte[1000];
            StringBuilder text = new StringBuilder();
            while (text.indexOf("X-Sum: 7\r\n\r\n") < 0) {
                text.append(new String(some, 0, client.readSome(some), StandardCharsets.ISO_8859_1));
            }
            assertThat(text).contains("Transfer-Encoding: chunked").endsWith("\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
        }
        RecordedRequest request = target.takeRequest(SOON);
        assertThat(request.trailer("x-sum")).contains("3");
        assertThat(request.story()).contains("body of 2 bytes: hi").contains("connection 1, clear text");
    }

    @Test
    void aTargetLeavesInOrder() {
        target.answers(Reply.text(200, "goodbye").leaving());
        try (TestClient client = TestClient.connect(address())) {
            TestClient.Response answer = client.send("GET", "/", "").read();
            assertThat(answer.header("Connection")).contains("close");
            assertThat(answer.bodyText()).isEqualTo("goodbye");
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void anAnswerIsCutAfterSomeBytes() {
        target.answers(Reply.status(200).with(new TargetFault.CutAfter(4, false)));
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "");
            byte[] some = new byte[100];
            assertThat(client.readSome(some)).isEqualTo(4);
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void requestsAreRecorded() {
        TestClient.request(address(), "POST", "/orders?urgent=1", "two boxes", "X-Client: me");

        RecordedRequest request = target.takeRequest(SOON);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/orders");
        assertThat(request.query()).isEqualTo("urgent=1");
        assertThat(request.header("x-client")).contains("me");
        assertThat(request.bodyText()).isEqualTo("two boxes");
        assertThat(target.awaitRequests(1, SOON)).containsExactly(request);
    }

    @Test
    void aMissingRequestIsNamed() {
        get("/first");
        target.takeRequest(SOON);

        assertThatThrownBy(() -> target.takeRequest(Duration.ofMillis(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("target 'orders' was to get 2 request(s) within 5 ms and got 1")
                .hasMessageContaining("GET /first");
    }

    @Test
    void healthChecksAreKeptApart() {
        target.answers(Reply.status(404));

        assertThat(healthCheck().status()).isEqualTo(200);
        target.unhealthy();
        assertThat(healthCheck().status()).isEqualTo(503);
        target.healthy();
        assertThat(healthCheck().status()).isEqualTo(200);
        assertThat(target.requests()).isEmpty();
        assertThat(target.awaitHealthChecks(3, SOON)).hasSize(3);
    }

    @Test
    void severalRequestsShareAConnection() {
        try (TestClient client = TestClient.connect(address())) {
            assertThat(client.send("GET", "/1", "").read().status()).isEqualTo(200);
            assertThat(client.send("HEAD", "/2", "").read(true).header("Content-Length"))
                    .contains("7");
            client.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\nGET /4 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
        }
        assertThat(target.requests()).extracting(RecordedRequest::connection).containsOnly(1);
    }

    @Test
    void aClientThatLeavesIsToldSo() {
        TestClient.Response answer = TestClient.get(address(), "/", "Connection: close");

        assertThat(answer.header("Connection")).contains("close");
    }

    @Test
    void aClientThatWaitsForLeaveToSendItsBodyGetsIt() {
        try (TestClient client = TestClient.connect(address())) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.send("hi").read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anAnswerIsCutWhereItIsTold(Moment moment) {
        target.answers(Reply.reset(moment));
        assertThatThrownBy(() -> get("/")).isInstanceOf(UncheckedIOException.class);

        target.answers(Reply.closed(moment));
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "");
            if (moment == Moment.BEFORE_HEAD) {
                assertThat(client.readsEnd()).isTrue();
            } else {
                byte[] some = new byte[1];
                assertThat(client.readSome(some)).isEqualTo(1);
                assertThat(some[0]).isEqualTo((byte) 'H');
            }
        }
    }

    @Test
    void aBodyTrickles() {
        target.answers(Reply.text(200, "abcdef").trickling(2, Duration.ofMillis(1)));

        assertThat(get("/").bodyText()).isEqualTo("abcdef");
    }

    @Test
    void aBodyOfManyPiecesTricklesWithoutAPause() {
        String body = "x".repeat(100_000);
        target.answers(Reply.text(200, body).trickling(1, Duration.ZERO));

        assertThat(get("/").bodyText()).isEqualTo(body);
    }

    @Test
    void longRequestsAreTakenAndLongerOnesRefused() {
        assertThat(get("/" + "a".repeat(16 * 1024)).status()).isEqualTo(200);
        assertThat(TestClient.get(address(), "/", "X-Long: " + "a".repeat(64 * 1024))
                        .status())
                .isEqualTo(200);

        assertThat(get("/" + "a".repeat(70 * 1024)).status()).isEqualTo(414);
        assertThat(TestClient.get(address(), "/long", "X-Long: " + "a".repeat(140 * 1024))
                        .status())
                .isEqualTo(431);
        assertThat(TestClient.get(address(), "/ /", "").status()).isEqualTo(400);
        assertThat(target.requests())
                .hasSize(5)
                .element(3)
                .extracting(RecordedRequest::path)
                .isEqualTo("/long");
    }

    @Test
    void aLengthIsWrong() {
        target.answers(Reply.text(200, "abc").announcing(10));
        assertThatThrownBy(() -> get("/")).isInstanceOf(UncheckedIOException.class);

        target.answers(Reply.text(200, "abc").announcing(2));
        assertThat(get("/").bodyText()).isEqualTo("ab");
    }

    @Test
    void aReplyIsLate() {
        target.answers(Reply.status(204).after(Duration.ofMillis(30)));

        long begun = System.nanoTime();
        assertThat(get("/").status()).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aRequestHangs() {
        target.answers(Reply.hang());

        try (TestClient client = TestClient.connect(address()).timeout(30)) {
            client.send("GET", "/", "");
            target.takeRequest(SOON);
            assertThat(client.isClosedByServer()).isFalse();
        }
    }

    @Test
    void connectionsAreRefusedAndThePortIsKept() throws Exception {
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "").read();
            target.refuse();
            target.refuse();
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThatThrownBy(() -> get("/")).hasRootCauseInstanceOf(ConnectException.class);

        target.accept();
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void aTargetThatIsResetKnowsNothing() {
        target.answers(Reply.status(404)).unhealthy();
        get("/");
        target.refuse();

        target.reset();

        assertThat(target.requests()).isEmpty();
        assertThat(get("/").status()).isEqualTo(200);
        assertThat(healthCheck().status()).isEqualTo(200);
    }

    @Test
    void closingFreesThePortAndLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        FakeTarget other = FakeTarget.start("other");
        TestClient.get(new InetSocketAddress("127.0.0.1", other.port()), "/");
        other.refuse();

        other.close();
        other.close();

        await().untilAsserted(
                        () -> { // Somebody else may be given the port for a moment.
                            try (ServerSocket free = new ServerSocket(other.port())) {
                                assertThat(free.getLocalPort()).isEqualTo(other.port());
                            }
                        });
        await().untilAsserted(() -> assertThat(before).containsAll(threads()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("underpass-"))
                .collect(Collectors.toSet());
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(target.host(), target.port());
    }

    private TestClient.Response get(String path) {
        return TestClient.get(address(), path);
    }

    private TestClient.Response healthCheck() {
        return TestClient.get(address(), "/health", "User-Agent: ELB-HealthChecker/2.0");
    }
}
