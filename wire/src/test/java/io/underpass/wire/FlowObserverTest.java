package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of connections that are passed on. */
class FlowObserverTest {

    private static final TestTls TLS = TestTls.create();
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoops loops = EventLoops.of(1);
    private final TcpClient client = new TcpClient(
            loops,
            NameResolver.system(Runnable::run),
            () -> CompletableFuture.completedFuture(UpstreamTls.unverified()));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong decrypted = new AtomicLong();
    private ServerSocket origin;

    private final FlowObserver observer = peer -> {
        told.add("accepted");
        return new FlowObserver.Flowing() {
            @Override
            public void begins() {
                told.add("begins");
            }

            @Override
            public void rejected() {
                told.add("rejected");
            }

            @Override
            public void passed(int more) {
                bytes.addAndGet(more);
            }

            @Override
            public void reset(FlowObserver.End by) {
                if (told.stream().noneMatch(line -> line.startsWith("reset"))) {
                    told.add("reset by " + by);
                }
            }

            @Override
            public void clientNotSecured(String serverName) {
                told.add("no TLS with the client" + (serverName.isEmpty() ? "" : " for " + serverName));
            }

            @Override
            public void secured(Peer peer, long handshakeNanos) {
                assertThat(handshakeNanos).isPositive();
                boolean agreed = !peer.tls().orElseThrow().keyExchange().isEmpty();
                told.add("secured as " + peer.serverName() + (agreed ? " by a group" : ""));
            }

            @Override
            public void received(int more) {
                decrypted.addAndGet(more);
            }

            @Override
            public void sent(int more) {
                decrypted.addAndGet(more);
            }

            @Override
            public void targetNotSecured() {
                told.add("no TLS with the target");
            }

            @Override
            public void ended() {
                told.add("ended");
            }
        };
    };

    @BeforeEach
    void listen() throws IOException {
        origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(30_000);
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
        loops.close();
    }

    private TcpListener leading(TcpRoute route) throws IOException {
        return TcpListener.bind(loops, ANY, from -> route, client, observer);
    }

    private TcpRoute.To toOrigin(Duration idle, boolean secure) {
        TcpRoute.Manner manner = new TcpRoute.Manner(secure, false, false, cut -> () -> {});
        return new TcpRoute.To((InetSocketAddress) origin.getLocalSocketAddress(), LONG, idle, manner);
    }

    private static Socket connect(TcpListener listener) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private void awaitTold(String... lines) {
        await().untilAsserted(() -> assertThat(told).containsExactly(lines));
    }

    private static void speak(Socket near, Socket far) throws IOException {
        near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
        assertThat(far.getInputStream().readNBytes(8)).hasSize(8);
        far.getOutputStream().write(new byte[100]);
        assertThat(near.getInputStream().readNBytes(100)).hasSize(100);
    }

    /** Each hears of the other's end while it is there: what is said to nobody is answered with a reset. */
    private static void end(Socket near, Socket far) throws IOException {
        near.shutdownOutput();
        assertThat(far.getInputStream().read()).isEqualTo(-1);
        far.shutdownOutput();
        assertThat(near.getInputStream().read()).isEqualTo(-1);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Test
    void bytesOfBothDirectionsAndTheEnd() throws Exception {
        try (TcpListener listener = leading(toOrigin(LONG, false));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            speak(near, far);
            end(near, far);
            awaitTold("accepted", "begins", "ended");
            assertThat(bytes).hasValue(108);
        }
    }

    @Test
    void whoHasResetIt() throws Exception {
        try (TcpListener listener = leading(toOrigin(LONG, false));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            speak(near, far);
            reset(far);
            awaitTold("accepted", "begins", "reset by TARGET", "ended");
        }
        told.clear();
        try (TcpListener listener = leading(toOrigin(LONG, false));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            speak(near, far);
            reset(near);
            awaitTold("accepted", "begins", "reset by CLIENT", "ended");
        }
        told.clear();
        try (TcpListener listener = leading(toOrigin(Duration.ofMillis(100), false));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            assertThat(far.isConnected()).isTrue();
            assertThat(near.isConnected()).isTrue();
            awaitTold("accepted", "begins", "reset by HERE", "ended");
        }
    }

    @Test
    void whereNobodyListensTheTargetHasResetIt() throws Exception {
        try (NobodyThere nobody = NobodyThere.open();
                TcpListener listener = leading(new TcpRoute.To(nobody.address(), LONG, LONG));
                Socket near = connect(listener)) {
            assertThat(near.isConnected()).isTrue();
            awaitTold("accepted", "begins", "reset by TARGET", "ended");
        }
    }

    @Test
    void oneThatLeadsNowhereIsRejected() throws Exception {
        try (TcpListener listener = leading(new TcpRoute.Nowhere("no target"));
                Socket near = connect(listener)) {
            assertThat(near.isConnected()).isTrue();
            awaitTold("accepted", "rejected", "reset by HERE", "ended");
        }
    }

    @Test
    void oneThatALocalListenerTakesIsSeenToo() throws Exception {
        try (HttpListener http = HttpListener.bind(
                        loops,
                        ANY,
                        exchange -> WholeResponse.of(HttpResponseStatus.OK, "text/plain", "x".repeat(500))
                                .sendTo(exchange),
                        (exchange, completion) -> {},
                        ListenerSettings.defaults());
                TcpListener listener = leading(new TcpRoute.Into(http))) {
            assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(200);
            awaitTold("accepted", "begins", "ended");
            assertThat(bytes.get()).isGreaterThan(540).isLessThan(1000);
        }
    }

    @Test
    void ofTlsThatEndsHereTheBytesOnTheWire() throws Exception {
        TcpRoute inside = toOrigin(LONG, false);
        try (TcpListener listener = leading(new TcpRoute.EndingTls(TLS.anyName(), () -> inside));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), "a.example.com");
                Socket far = origin.accept()) {
            speak(near, far);
            assertThat(bytes.get()).isGreaterThan(1000);
            assertThat(decrypted).hasValue(108);
            end(near, far);
            awaitTold("accepted", "secured as a.example.com by a group", "begins", "ended");
        }
    }

    @Test
    void whoAsksForANameThatHasNoCertificate() throws Exception {
        ServerIdentities none = (name, local) -> CompletableFuture.failedFuture(new IllegalStateException("none"));
        TcpRoute inside = toOrigin(LONG, false);
        try (TcpListener listener = leading(new TcpRoute.EndingTls(none, () -> inside))) {
            assertThatThrownBy(() -> TestTls.connect(TLS.client(), listener.address(), "a.example.com"))
                    .isInstanceOf(IOException.class);
            awaitTold("accepted", "no TLS with the client for a.example.com", "ended");
        }
    }

    @Test
    void whoDoesNotSpeakTlsWhereItIsSpoken() throws Exception {
        TcpRoute inside = toOrigin(LONG, false);
        try (TcpListener listener = leading(new TcpRoute.EndingTls(TLS.anyName(), () -> inside));
                Socket near = connect(listener)) {
            near.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitTold("accepted", "no TLS with the client", "ended");
        }
        told.clear();
        try (TcpListener listener = leading(toOrigin(LONG, true));
                Socket near = connect(listener);
                Socket far = origin.accept()) {
            far.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(near.isConnected()).isTrue();
            awaitTold("accepted", "begins", "no TLS with the target", "reset by HERE", "ended");
        }
    }
}
