package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.UpstreamCaller.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, responses and the pool of an {@link UpstreamClient}. */
class UpstreamClientTest {

    private final EventLoops loops = EventLoops.of(2);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final TestOrigin origin = TestOrigin.start();
    private UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)));

    @AfterEach
    void close() {
        client.close();
        loops.close();
        origin.close();
    }

    @Test
    void aRequestIsSentAsGivenAndItsResponseHandedBack() {
        origin.behave(Behaviours.status(201, "made", "X-Answer: 42", "Trailer: X-T"));
        Outcome outcome = caller.call(
                upstream(), caller.request(HttpMethod.POST, "/a?b", UpstreamCaller.text("hello"), "X-Ask", "1"));

        assertThat(outcome.status()).isEqualTo(201);
        assertThat(outcome.body()).isEqualTo("made");
        assertThat(outcome.head().orElseThrow().length()).isEqualTo(4);
        assertThat(outcome.head().orElseThrow().headers().names()).containsExactly("X-Answer");
        TestOrigin.Request seen = origin.requests().get(0);
        assertThat(seen.method() + " " + seen.target()).isEqualTo("POST /a?b");
        assertThat(seen.headers()).containsExactly("Host: test", "X-Ask: 1", "Content-Length: 5");
        assertThat(seen.bodyText()).isEqualTo("hello");
    }

    @Test
    void aBodyOfUnknownLengthIsChunked() {
        origin.behave(Behaviours.echoBody());
        String text = "0123456789".repeat(5000);
        Outcome outcome = caller.call(
                upstream(), caller.request(HttpMethod.POST, "/", new PiecemealBody(text, -1, caller.eventLoop())));
        assertThat(outcome.body()).isEqualTo(text);
        assertThat(origin.requests().get(0).headers()).containsExactly("Host: test", "Transfer-Encoding: chunked");
    }

    @Test
    void oneConnectionServesOneCallAfterTheOther() {
        for (int i = 0; i < 5; i++) {
            assertThat(caller.get(upstream(), "/" + i).status()).isEqualTo(200);
        }
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void theNewestIdleConnectionIsUsedFirst() {
        CountDownLatch atOnce = new CountDownLatch(2);
        origin.behave((request, connection) -> {
            atOnce.countDown();
            return atOnce.await(30, TimeUnit.SECONDS)
                    && Behaviours.status(200, "OK").answer(request, connection);
        });
        List<UpstreamCaller.Recorder> both = IntStream.range(0, 2)
                .mapToObj(i -> caller.start(upstream(), caller.request(HttpMethod.GET, "/", RequestBody.EMPTY)))
                .toList();
        both.forEach(UpstreamCaller::await);
        assertThat(origin.connectionsAccepted()).isEqualTo(2);
        origin.behave(Behaviours.status(200, "OK"));
        for (int i = 0; i < 4; i++) {
            caller.get(upstream(), "/");
        }
        List<TestOrigin.Request> later = origin.requests().subList(2, 6);
        assertThat(later)
                .extracting(TestOrigin.Request::connection)
                .containsOnly(later.get(0).connection());
    }

    @Test
    void eachEventLoopHasItsOwnConnections() {
        UpstreamCaller other = new UpstreamCaller(loops.next());
        assertThat(other.eventLoop()).isNotSameAs(caller.eventLoop());
        for (int i = 0; i < 2; i++) {
            caller.get(upstream(), "/");
            other.get(upstream(), "/");
        }
        assertThat(origin.connectionsAccepted()).isEqualTo(2);
    }

    @Test
    void anIdleConnectionIsClosedInTime() {
        caller.get(upstream(), "/"); // Leaves one that may be idle for an hour.
        try (UpstreamClient impatient =
                new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofMillis(150)))) {
            Upstream ofImpatient = impatient.to(origin.address());
            caller.get(ofImpatient, "/");
            assertThat(origin.connectionsAccepted()).isEqualTo(2);
            Awaitility.await().until(() -> origin.connectionsOpen() == 1);
            assertThat(caller.get(ofImpatient, "/").status()).isEqualTo(200);
            assertThat(origin.connectionsAccepted()).isEqualTo(3);
        }
        assertThat(caller.get(upstream(), "/").status()).isEqualTo(200);
        assertThat(origin.connectionsAccepted()).isEqualTo(3);
    }

    @Test
    void closingTheClientClosesItsConnectionsAndRefusesCalls() {
        caller.get(upstream(), "/");
        client.close();
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        assertThat(caller.post(upstream(), "/", "x").kind()).isEqualTo(Failure.Kind.INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok extra",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON"
            })
    void aConnectionThatIsNotCleanIsNotUsedAgain(String response) {
        origin.once(Behaviours.raw(response));
        assertThat(caller.get(upstream(), "/").body()).isEqualTo("ok");
        assertThat(caller.get(upstream(), "/").body()).isEqualTo("OK");
        assertThat(origin.connectionsAccepted()).isEqualTo(2);
    }

    @Test
    void aByteOnAnIdleConnectionClosesIt() throws Exception {
        CompletableFuture<TestOrigin.Connection> idle = new CompletableFuture<>();
        origin.once((request, connection) -> {
            Behaviours.status(200, "first").answer(request, connection);
            idle.complete(connection);
            return true;
        });
        caller.get(upstream(), "/");
        idle.get().send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON");
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        assertThat(caller.get(upstream(), "/").body()).isEqualTo("OK");
    }

    @Test
    void aCallerThatAsksForCloseGetsAConnectionOfItsOwn() {
        caller.call(upstream(), caller.request(HttpMethod.GET, "/", RequestBody.EMPTY, "Connection", "close"));
        assertThat(origin.requests().get(0).header("Connection")).hasValue("close");
        caller.get(upstream(), "/");
        assertThat(origin.requests().get(1).header("Connection")).isEmpty();
        assertThat(origin.connectionsAccepted()).isEqualTo(2);
    }

    @Test
    void interimResponsesAndTrailersAreDropped() {
        origin.once(Behaviours.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n"));
        Outcome outcome = caller.get(upstream(), "/");
        assertThat(outcome.body()).isEqualTo("ok");
        assertThat(outcome.head().orElseThrow().headers()).isEmpty();
        caller.get(upstream(), "/");
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aBodyMayLastUntilTheConnectionCloses() {
        origin.once(Behaviours.rawThenClose("HTTP/1.1 200 OK\r\n\r\nuntil close"));
        Outcome outcome = caller.get(upstream(), "/");
        assertThat(outcome.body()).isEqualTo("until close");
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.head().orElseThrow().length()).isEqualTo(-1);
    }

    @Test
    void aResponseWithoutBodyLeavesTheConnectionUsable() {
        origin.once(Behaviours.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        origin.once(Behaviours.raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"));
        assertThat(caller.get(upstream(), "/").status()).isEqualTo(204);
        assertThat(caller.get(upstream(), "/").status()).isEqualTo(304);
        Outcome head = caller.call(upstream(), caller.request(HttpMethod.HEAD, "/", RequestBody.EMPTY));
        assertThat(head.head().orElseThrow().length()).isEqualTo(2);
        assertThat(caller.get(upstream(), "/").body()).isEqualTo("OK");
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aNameIsResolvedOffTheEventLoopAndItsAddressesTriedInTurn() throws Exception {
        client.close();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            client = new UpstreamClient(
                    loops,
                    UpstreamSettings.defaults(),
                    host -> CompletableFuture.supplyAsync(
                            () -> {
                                assertThat(caller.eventLoop().inEventLoop()).isFalse();
                                return addresses("127.0.0.9", "127.0.0.1");
                            },
                            executor));
            Upstream named = client.to(InetSocketAddress.createUnresolved("orders.internal", origin.port()));
            assertThat(caller.get(named, "/").status()).isEqualTo(200);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void theSystemResolverKnowsLocalhostAndReportsUnknownNames() {
        client.close();
        client = new UpstreamClient(loops, UpstreamSettings.defaults(), NameResolver.system(Runnable::run));
        assertThat(caller.get(client.to(InetSocketAddress.createUnresolved("localhost", origin.port())), "/")
                        .status())
                .isEqualTo(200);
        // So long a label is in no name, so that nobody who may take his time is asked.
        assertThat(caller.get(client.to(InetSocketAddress.createUnresolved("x".repeat(64) + ".invalid", 80)), "/")
                        .kind())
                .isEqualTo(Failure.Kind.UNKNOWN_HOST);
    }

    private Upstream upstream() {
        return client.to(origin.address());
    }

    private static List<InetAddress> addresses(String... texts) {
        try {
            return List.of(InetAddress.getByName(texts[0]), InetAddress.getByName(texts[1]));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
