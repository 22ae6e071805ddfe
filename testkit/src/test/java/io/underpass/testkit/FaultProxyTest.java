package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.testkit.ProxiedConnection.Ending;
import io.underpass.wire.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultProxyTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMillis(40);

    private final FakeTarget target = FakeTarget.start("orders");
    private final FaultProxy proxy = FaultProxy.to(target);

    @AfterEach
    void stop() {
        proxy.close();
        target.close();
    }

    @Test
    void requestsAndAnswersPass() {
        String body = "x".repeat(3_000_000);
        target.answers(Reply.text(200, body));

        assertThat(TestClient.request(address(), "POST", "/orders", body).bodyText())
                .isEqualTo(body);

        assertThat(target.takeRequest(SOON).bodyText()).isEqualTo(body);
        ProxiedConnection seen = ended(0);
        assertThat(seen.bytesUp()).isGreaterThan(body.length());
        assertThat(seen.bytesDown()).isGreaterThan(body.length());
        assertThat(seen.ending()).isEqualTo(Ending.BY_CLIENT);
        assertThat(seen)
                .hasToString(
                        "connection 1 (" + seen.bytesUp() + " bytes up, " + seen.bytesDown() + " down, by client)");
    }

    @Test
    void aProxyStandsBeforeAnAddress() {
        try (FaultProxy before = FaultProxy.to(target.uri())) {
            assertThat(before).hasToString("proxy " + before.hostAndPort() + " to " + target.hostAndPort());
        }
        assertThatThrownBy(() -> FaultProxy.to(URI.create("/nowhere"))).hasMessage("/nowhere names no host");
    }

    @Test
    void eachWayEndsForItself() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                FaultProxy between = FaultProxy.to("127.0.0.1", server.getLocalPort());
                Socket client = connect(between);
                Socket origin = server.accept()) {
            client.getOutputStream().write('q');
            client.shutdownOutput();
            assertThat(origin.getInputStream().readAllBytes()).isEqualTo(new byte[] {'q'});
            origin.getOutputStream().write('a');
            assertThat(client.getInputStream().read()).isEqualTo('a');
            origin.getOutputStream().write('b');
            origin.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(new byte[] {'b'});
            await().until(() -> !between.connections().get(0).isOpen());
            assertThat(between.connections()).containsExactly(new ProxiedConnection(1, 1, 2, Ending.BY_CLIENT));
        }
    }

    @Test
    void aResetIsPassedOn() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                FaultProxy between = FaultProxy.to("127.0.0.1", server.getLocalPort());
                Socket client = connect(between);
                Socket origin = server.accept()) {
            client.getOutputStream().write('q');
            assertThat(origin.getInputStream().read()).isEqualTo('q');
            origin.setSoLinger(true, 0);
            origin.close();

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(between.connections())
                    .extracting(ProxiedConnection::ending)
                    .containsExactly(Ending.BY_SERVER);
        }
    }

    @Test
    void aServerThatIsNotThereResetsConnections() {
        target.refuse();

        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class);
        assertThat(ended(0).ending()).isEqualTo(Ending.UNREACHABLE);
        assertThatThrownBy(() -> FaultProxy.to("no.such.host.invalid", 1)).hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void connectionsAreRefused() {
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "").read();
            proxy.suffers(ProxyFault.refuse());
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThatThrownBy(this::get).hasRootCauseInstanceOf(ConnectException.class);

        proxy.heals();
        assertThat(get().status()).isEqualTo(200);
        assertThatThrownBy(() -> proxy.suffersOnce(ProxyFault.refuse())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHungGoesOnAfterwards() {
        proxy.suffers(ProxyFault.hang());
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/1", "");
            proxy.awaitConnections(1, SOON);
            assertThat(target.requests()).isEmpty();
            proxy.heals();
            assertThat(client.read().status()).isEqualTo(200);

            proxy.suffers(ProxyFault.hang());
            client.send("GET", "/2", "");
            assertThat(client.timeout((int) A_WHILE.toMillis()).isClosedByServer())
                    .isFalse();
            assertThat(target.requests()).hasSize(1);
            proxy.heals();
            assertThat(client.timeout((int) SOON.toMillis()).read().status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsHeldUpEndsWithItsTestAndNothingElse() {
        proxy.suffers(ProxyFault.hang());
        try (TestClient early = TestClient.connect(address())) {
            early.send("GET", "/1", "");
            proxy.awaitConnections(1, SOON);
            proxy.heals();
            assertThat(early.read().status()).isEqualTo(200);

            proxy.suffersOnce(ProxyFault.drop(Way.DOWN));
            proxy.suffersOnce(ProxyFault.delay(Duration.ofMinutes(1), Duration.ZERO));
            try (TestClient dropped = TestClient.connect(address());
                    TestClient delayed = TestClient.connect(address())) {
                dropped.send("GET", "/2", "");
                delayed.send("GET", "/3", "");
                await().until(() ->
                        target.requests().size() == 2 && proxy.connections().size() == 3);
                await().until(() -> {
                    proxy.restore(List.of());
                    return proxy.openConnections() == 1;
                });
                assertThat(dropped.readsEnd()).isTrue();
                assertThat(delayed.readsEnd()).isTrue();
            }
            assertThat(early.send("GET", "/4", "").read().status()).isEqualTo(200);
        }
        assertThat(target.requests()).extracting(RecordedRequest::target).containsExactly("/1", "/2", "/4");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void anAnswerIsCutWhereItIsTold(Moment moment) {
        proxy.suffers(ProxyFault.reset(moment));
        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class);

        proxy.suffers(ProxyFault.closed(moment));
        assertThat(received())
                .isEqualTo(
                        switch (moment) {
                            case BEFORE_HEAD -> "";
                            case IN_HEAD -> "HTTP/1.1 200 \r\nContent-Type: text/plai";
                            case AFTER_HEAD ->
                                "HTTP/1.1 200 \r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 7\r\n\r\n";
                            case IN_BODY ->
                                "HTTP/1.1 200 \r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 7\r\n\r\nord";
                        });
        assertThat(ended(1).ending()).isEqualTo(Ending.BY_PROXY);
    }

    @Test
    void theNextAnswerOfAConnectionIsCut() {
        try (TestClient client = TestClient.connect(address())) {
            assertThat(client.send("GET", "/", "").read().status()).isEqualTo(200);
            proxy.suffers(ProxyFault.closed(Moment.BEFORE_HEAD));
            assertThat(client.send("GET", "/", "").readsEnd()).isTrue();
        }
        assertThat(target.awaitRequests(2, SOON)).hasSize(2);
    }

    @Test
    void aConnectionIsCutAfterSomeBytes() {
        proxy.suffers(ProxyFault.closedAfter(15));
        assertThat(received()).isEqualTo("HTTP/1.1 200 \r\n");

        proxy.suffers(ProxyFault.up(ProxyFault.closedAfter(10)));
        assertThat(received()).isEmpty();
        assertThat(ended(1).bytesUp()).isEqualTo(10);
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void oneConnectionAloneIsHit() {
        proxy.suffersOnce(ProxyFault.reset(Moment.BEFORE_HEAD));

        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class);
        assertThat(get().status()).isEqualTo(200);

        proxy.suffersOnce(ProxyFault.reset(Moment.BEFORE_HEAD)).suffersOnce(ProxyFault.closedAfter(4));
        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class);
        assertThat(received()).isEqualTo("HTTP");
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void oneRequestOnAKeptConnectionIsHit() {
        try (TestClient kept = TestClient.connect(address())) {
            assertThat(kept.send("GET", "/", "").read().status()).isEqualTo(200);
            proxy.suffersOnce(ProxyFault.closed(Moment.BEFORE_HEAD))
                    .suffersOnce(ProxyFault.delay(A_WHILE, Duration.ZERO))
                    .suffersOnce(ProxyFault.reset(Moment.BEFORE_HEAD));
            assertThat(kept.send("GET", "/", "").readsEnd()).isTrue();
        }
        try (TestClient delayed = TestClient.connect(address())) {
            assertThat(delayed.send("GET", "/", "").read().status()).isEqualTo(200);
            assertThat(delayed.send("GET", "/", "").read().status())
                    .as("one at a time")
                    .isEqualTo(200);
        }
        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class);
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void aKeptConnectionIsHitAgainAfterItHasHealed() {
        proxy.suffersOnce(ProxyFault.delay(Duration.ofMillis(1), Duration.ZERO)); // Hit as it is made.
        try (TestClient kept = TestClient.connect(address())) {
            assertThat(kept.send("GET", "/", "").read().status()).isEqualTo(200);
            proxy.heals();
            proxy.suffersOnce(ProxyFault.delay(Duration.ofMillis(1), Duration.ZERO)); // Hit as it asks.
            assertThat(kept.send("GET", "/", "").read().status()).isEqualTo(200);
            proxy.restore(List.of());
            proxy.suffersOnce(ProxyFault.closed(Moment.BEFORE_HEAD));
            assertThat(kept.send("GET", "/", "").timeout((int) SOON.toMillis()).readsEnd())
                    .isTrue();
        }
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void bytesTrickle() {
        proxy.suffers(
                ProxyFault.trickle(10, Duration.ofMillis(1)),
                ProxyFault.up(ProxyFault.trickle(7, Duration.ofMillis(1))));
        long begun = System.nanoTime();
        assertThat(get().bodyText()).isEqualTo("orders\n");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(8));

        proxy.suffers(ProxyFault.trickle(1, Duration.ZERO));
        target.answers(Reply.text(200, "x".repeat(5_000)));
        assertThat(get().body()).hasSize(5_000);
    }

    @Test
    void bytesAreLate() {
        proxy.suffers(ProxyFault.delay(A_WHILE, A_WHILE));

        long begun = System.nanoTime();
        assertThat(get().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(A_WHILE.multipliedBy(2));
    }

    @Test
    void bytesAreDropped() {
        proxy.suffers(ProxyFault.drop(Way.DOWN));
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "");
            target.takeRequest(SOON);
            assertThat(client.timeout((int) A_WHILE.toMillis()).isClosedByServer())
                    .isFalse();
        }
        proxy.suffers(ProxyFault.drop(Way.UP));
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "");
            assertThat(client.timeout((int) A_WHILE.toMillis()).isClosedByServer())
                    .isFalse();
        }
        assertThat(target.requests()).hasSize(1);
    }

    @Test
    void oneWayEndsAndTheOtherGoesOn() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                FaultProxy between = FaultProxy.to("127.0.0.1", server.getLocalPort())) {
            between.suffers(ProxyFault.halfClose(Way.DOWN, 2));
            try (Socket client = connect(between);
                    Socket origin = server.accept()) {
                origin.getOutputStream().write("abcd".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(new byte[] {'a', 'b'});
                client.getOutputStream().write('q');
                assertThat(origin.getInputStream().read()).isEqualTo('q');
                client.shutdownOutput();
                assertThat(origin.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void openConnectionsAreCut() {
        try (TestClient client = TestClient.connect(address())) {
            client.send("GET", "/", "").read();
            assertThat(proxy.openConnections()).isEqualTo(1);
            proxy.cut();
            assertThat(client.isClosedByServer()).isTrue();
        }
        await().until(() -> proxy.openConnections() == 0);
        await().until(() -> target.openConnections() == 0);
    }

    @Test
    void aMissingConnectionIsNamed() {
        assertThatThrownBy(() -> proxy.awaitConnections(1, Duration.ofMillis(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("proxy " + proxy.hostAndPort() + " to " + target.hostAndPort()
                        + " was to get 1 connection(s) within 5 ms and got 0");
    }

    @Test
    void faultsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> ProxyFault.up(ProxyFault.hang())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProxyFault.closedAfter(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProxyFault.halfClose(Way.UP, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProxyFault.delay(Duration.ofMillis(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dozensRunSideBySideAndLeaveNoThread() {
        List<FaultProxy> many = new ArrayList<>();
        for (int i = 0; i < 36; i++) {
            many.add(FaultProxy.to(target));
        }
        many.forEach(each -> assertThat(TestClient.get(new InetSocketAddress("127.0.0.1", each.port()), "/")
                        .status())
                .isEqualTo(200));
        many.forEach(FaultProxy::close);
        many.forEach(FaultProxy::close);
        many.get(0).heals().cut();
        proxy.close();
        target.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("underpass-io")));
    }

    private ProxiedConnection ended(int index) {
        await().until(() -> !proxy.connections().get(index).isOpen());
        return proxy.connections().get(index);
    }

    /** What a client gets until the end. */
    private String received() {
        try (Socket client = connect(proxy)) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(FaultProxy to) throws IOException {
        Socket socket = new Socket(to.host(), to.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private TestClient.Response get() {
        return TestClient.get(address(), "/");
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(proxy.host(), proxy.port());
    }
}
