package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listener, in-process hop and upstream client in a row, as the whole system joins them. */
class ReverseProxyTest {

    private final EventLoops loops = EventLoops.of(2);
    private final TestOrigin origin = TestOrigin.start();
    private final UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)));
    private HttpListener listener;

    @BeforeEach
    void listen() throws Exception {
        Upstream inner = new InProcessUpstream(new ReverseProxy(client.to(origin.address())));
        listener = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                new ReverseProxy(inner),
                (exchange, completion) -> {},
                ListenerSettings.defaults());
    }

    @AfterEach
    void close() {
        listener.close();
        client.close();
        loops.close();
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 70_000, 3_000_000})
    void aBodyOfAnySizePassesUnchanged(int size) {
        origin.behave(Behaviours.echoBody());
        String body = "abcdefghij".repeat(size / 10) + "x".repeat(size % 10);
        TestClient.Response response = TestClient.request(listener.address(), "POST", "/", body);
        assertThat(response.bodyText()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 100_000})
    void whatHasArrivedOfASlowUploadReachesTheOriginAtOnce(int sent) {
        origin.withoutReadingBodies().behave(Behaviours.statusThenClose(413, "enough"));
        try (TestClient sender = TestClient.connect(listener.address())) {
            sender.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(sent));

            assertThat(sender.read().status()).isEqualTo(413);
        }
    }

    @Test
    void chunkedBodiesPassInBothDirections() {
        origin.behave((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send(Integer.toHexString(request.body().length) + "\r\n");
            connection.send(request.body());
            connection.send("\r\n0\r\n\r\n");
            return true;
        });
        try (TestClient sender = TestClient.connect(listener.address())) {
            for (int i = 0; i < 3; i++) {
                sender.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwiki\r\n5\r\npedia\r\n0\r\n\r\n");
                assertThat(sender.read().bodyText()).isEqualTo("wikipedia");
            }
        }
    }

    @Test
    void aClientThatLeavesClosesTheConnectionToTheOrigin() {
        origin.behave(Behaviours.hang());
        try (TestClient leaving = TestClient.connect(listener.address())) {
            leaving.send("GET", "/", "");
            Awaitility.await().until(() -> origin.count() == 1);
            leaving.reset();
            Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        }
    }

    @Test
    void aClientThatLeavesInTheMiddleOfItsBodyNeverCompletesItAtTheOrigin() {
        origin.behave(Behaviours.echoBody());
        try (TestClient leaving = TestClient.connect(listener.address())) {
            leaving.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(50_000));
            Awaitility.await().until(() -> origin.connectionsAccepted() == 1);
        }
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        assertThat(origin.count()).isZero();
    }

    @Test
    void aSlowUploadIsNotTheOriginsSilence() throws Exception {
        AmpleTime.from(Duration.ofMillis(150), silence -> {
            Upstream quick = client.to(origin.address(), new UpstreamTimeouts(Duration.ofSeconds(30), silence));
            listener.close();
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    new ReverseProxy(quick),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults());
            try (TestClient slow = TestClient.connect(listener.address())) {
                slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
                for (int i = 0; i < 5; i++) { // for thrice as long as the origin may be silent
                    TimeUnit.MILLISECONDS.sleep(silence.toMillis() * 2 / 3);
                    slow.send("x");
                }
                assertThat(slow.read().status()).isEqualTo(200);
            }
        });
    }

    @Test
    void manyClientsLoseNothingAndDuplicateNothing() throws Exception {
        origin.behave(Behaviours.echoBody());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int c = 0; c < 16; c++) {
                int number = c;
                clients.add(() -> {
                    try (TestClient one = TestClient.connect(listener.address())) {
                        for (int i = 0; i < 50; i++) {
                            String body = "client " + number + " request " + i;
                            assertThat(one.send("POST", "/", body).read().bodyText())
                                    .isEqualTo(body);
                        }
                        return 50;
                    }
                });
            }
            int answered = 0;
            for (Future<Integer> done : threads.invokeAll(clients)) {
                answered += done.get();
            }
            assertThat(answered).isEqualTo(800);
            assertThat(origin.count()).isEqualTo(800);
            assertThat(origin.connectionsAccepted()).isLessThanOrEqualTo(16);
        } finally {
            threads.shutdownNow();
        }
    }
}
