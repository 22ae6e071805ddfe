package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.TestOrigin.Behaviour;
import io.underpass.wire.UpstreamCaller.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way for an origin to fail, and what is made of it. */
class UpstreamFailureTest {

    private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc";

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final TestOrigin origin = TestOrigin.start();
    private final UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)));

    @AfterEach
    void close() {
        client.close();
        loops.close();
        origin.close();
    }

    static Stream<Arguments> failuresBeforeTheHead() {
        return Stream.of(
                Arguments.of("close", Behaviours.closeBeforeHead(), Failure.Kind.CLOSED),
                Arguments.of("reset", Behaviours.resetBeforeHead(), Failure.Kind.RESET),
                Arguments.of("close in the head", Behaviours.rawThenClose("HTTP/1.1 200 OK\r\nX"), Failure.Kind.CLOSED),
                Arguments.of("reset in the head", Behaviours.rawThenReset("HTTP/1.1 200 OK\r\nX"), Failure.Kind.RESET),
                Arguments.of("not HTTP", Behaviours.raw("SSH-2.0-OpenSSH\r\n"), Failure.Kind.MALFORMED),
                Arguments.of("101", Behaviours.raw("HTTP/1.1 101 Switching Protocols\r\n\r\n"), Failure.Kind.MALFORMED),
                Arguments.of(
                        "1xx flood",
                        Behaviours.raw("HTTP/1.1 102 Processing\r\n\r\n".repeat(1000)),
                        Failure.Kind.MALFORMED),
                Arguments.of(
                        "huge head",
                        Behaviours.raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"),
                        Failure.Kind.TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresBeforeTheHead")
    void withoutAHeadThereIsAFailureAndPostIsSentOnce(String name, Behaviour behaviour, Failure.Kind kind) {
        origin.behave(behaviour);
        Outcome outcome = caller.post(client.to(origin.address()), "/", "body");
        assertThat(outcome.head()).isEmpty();
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.failure().orElseThrow().detail()).contains("127.0.0.1:" + origin.port());
        assertThat(origin.count()).isEqualTo(1);
    }

    static Stream<Arguments> failuresInTheBody() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
        return Stream.of(
                Arguments.of("close", Behaviours.rawThenClose(BEGUN), Failure.Kind.CLOSED),
                Arguments.of("reset", Behaviours.rawThenReset(BEGUN), Failure.Kind.RESET),
                Arguments.of("close in a chunk", Behaviours.rawThenClose(chunked + "5\r\n"), Failure.Kind.CLOSED),
                Arguments.of("no last chunk", Behaviours.rawThenClose(chunked), Failure.Kind.CLOSED),
                Arguments.of("bad chunk", Behaviours.raw(chunked + "xyz\r\n"), Failure.Kind.MALFORMED),
                Arguments.of(
                        "reset instead of the end",
                        Behaviours.rawThenReset("HTTP/1.1 200 OK\r\n\r\nabc"),
                        Failure.Kind.RESET));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresInTheBody")
    void aBodyThatIsCutIsNeverCompleted(String name, Behaviour behaviour, Failure.Kind kind) {
        origin.behave(behaviour);
        Outcome outcome = caller.get(client.to(origin.address()), "/");
        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.body()).isEqualTo("abc");
        assertThat(outcome.kind()).isEqualTo(kind);
    }

    @Test
    void nobodyListening() {
        try (NobodyThere nobody = NobodyThere.open()) {
            Outcome outcome = caller.post(client.to(nobody.address()), "/", "body");
            assertThat(outcome.kind()).isEqualTo(Failure.Kind.CONNECT_REFUSED);
            assertThat(outcome.failure().orElseThrow().detail()).contains("127.0.0.1:" + nobody.port());
        }
    }

    @Test
    void aConnectionThatDoesNotComeInTime() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // With its backlog full and nobody accepting, the kernel ignores further attempts.
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break;
                }
            }
            UpstreamTimeouts quick = new UpstreamTimeouts(Duration.ofMillis(200), Duration.ofSeconds(30));
            Outcome outcome = caller.get(client.to((InetSocketAddress) full.getLocalSocketAddress(), quick), "/");
            assertThat(outcome.kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
            assertThat(outcome.failure().orElseThrow().detail()).contains("200 ms");
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", BEGUN})
    void anOriginThatFallsSilentTimesOut(String sent) {
        origin.behave((request, connection) -> {
            connection.send(sent);
            return Behaviours.hang().answer(request, connection);
        });
        long started = System.nanoTime();
        Outcome outcome = caller.get(client.to(origin.address(), within(300)), "/");
        assertThat(outcome.kind()).isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(outcome.failure().orElseThrow().detail()).contains("300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
    }

    @Test
    void anOriginThatTricklesDoesNotTimeOut() throws Exception {
        AmpleTime.from(Duration.ofMillis(500), silence -> {
            origin.behave((request, connection) -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
                for (int i = 0; i < 10; i++) { // for twice as long as it may be silent
                    TimeUnit.MILLISECONDS.sleep(silence.toMillis() / 5);
                    connection.send("x");
                }
                return true;
            });
            assertThat(caller.get(client.to(origin.address(), within(silence.toMillis())), "/")
                            .failure())
                    .isEmpty();
        });
    }

    @Test
    void aShorterTimeoutHoldsOnAConnectionThatWasUsedWithALongerOne() {
        caller.get(client.to(origin.address()), "/");
        origin.behave(Behaviours.hang());
        assertThat(caller.get(client.to(origin.address(), within(150)), "/").kind())
                .isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(origin.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aStaleConnectionIsReplacedForAnIdempotentCallButNeverForAPost() {
        Upstream upstream = client.to(origin.address());
        origin.behave(Behaviours.status(200, "OK"));
        // The origin takes the second request of the connection and closes: to the client that is a stale connection.
        caller.get(upstream, "/warm");
        origin.once(Behaviours.closeBeforeHead());
        assertThat(caller.get(upstream, "/retried").status()).isEqualTo(200);
        assertThat(origin.requests())
                .extracting(TestOrigin.Request::target)
                .containsExactly("/warm", "/retried", "/retried");

        origin.once(Behaviours.resetBeforeHead());
        assertThat(caller.post(upstream, "/post", "x").kind()).isEqualTo(Failure.Kind.RESET);
        caller.get(upstream, "/warm");
        origin.once(Behaviours.closeBeforeHead());
        assertThat(caller.call(upstream, caller.request(HttpMethod.POST, "/empty", RequestBody.EMPTY))
                        .kind())
                .isEqualTo(Failure.Kind.CLOSED);
        assertThat(origin.requests()).extracting(TestOrigin.Request::target).containsOnlyOnce("/post", "/empty");
    }

    @Test
    void aFreshConnectionThatClosesIsNotTriedAgain() {
        origin.behave(Behaviours.closeBeforeHead());
        assertThat(caller.get(client.to(origin.address()), "/").kind()).isEqualTo(Failure.Kind.CLOSED);
        assertThat(origin.count()).isEqualTo(1);
    }

    @Test
    void twentyCallsSurviveAnOriginThatClosesAfterEachAnswer() {
        origin.behave(Behaviours.statusThenClose(200, "bye"));
        for (int i = 0; i < 20; i++) {
            assertThat(caller.get(client.to(origin.address()), "/").body()).isEqualTo("bye");
        }
    }

    private static UpstreamTimeouts within(long millis) {
        return new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofMillis(millis));
    }
}
