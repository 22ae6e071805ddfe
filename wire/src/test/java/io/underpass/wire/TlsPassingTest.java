package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections of TLS that end where they are passed on, on real sockets. */
@Timeout(120)
class TlsPassingTest {

    private static final TestTls TLS = TestTls.create();
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NAME = "wire.example.com";

    private final EventLoops loops = EventLoops.of(1);
    private final TcpClient client =
            new TcpClient(loops, NameResolver.NONE, () -> CompletableFuture.completedFuture(UpstreamTls.unverified()));
    private final ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    TlsPassingTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        origin.close();
        loops.close();
    }

    @Test
    void theTargetGetsWhatIsInsideAndEachDirectionEndsByItself() throws Exception {
        try (TcpListener listener = ending(new TcpRoute.To(origin(), LONG, LONG));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME);
                Socket far = origin.accept()) {
            near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            near.shutdownOutput();

            assertThat(far.getInputStream().readAllBytes()).asString().isEqualTo("question");
            far.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            far.shutdownOutput();

            assertThat(near.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
    }

    @Test
    void manyBytesArriveWholeAndTheEndIsSaid() throws Exception {
        int total = 4 * 1024 * 1024;
        try (TcpListener listener = ending(new TcpRoute.To(origin(), LONG, LONG));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME);
                Socket far = origin.accept()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    far.getOutputStream().write(new byte[total]);
                    far.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            // Where the end were not said this would throw.
            assertThat(near.getInputStream().readAllBytes()).hasSize(total);
            sent.join();
        }
    }

    @Test
    void tlsMayBeSpokenWithTheTargetToo() throws Exception {
        TcpRoute.Manner secure = new TcpRoute.Manner(true, false, false, cut -> () -> {});
        try (TcpListener target = ending(new TcpRoute.To(origin(), LONG, LONG));
                TcpListener listener = ending(new TcpRoute.To(target.address(), LONG, LONG, secure));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME);
                Socket far = origin.accept()) {
            near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            assertThat(far.getInputStream().readNBytes(8)).asString().isEqualTo("question");
            far.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            far.shutdownOutput();

            assertThat(near.getInputStream().readAllBytes()).asString().isEqualTo("answer");
        }
    }

    @Test
    void aTargetThatSpeaksNoTlsGetsNoConnection() throws Exception {
        TcpRoute.Manner secure = new TcpRoute.Manner(true, false, false, cut -> () -> {});
        try (TcpListener listener = ending(new TcpRoute.To(origin(), LONG, LONG, secure));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME);
                Socket far = origin.accept()) {
            far.getOutputStream().write("no TLS at all, but long enough".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsInsideMayBeServedByAnHttpListener() throws Exception {
        AtomicBoolean secure = new AtomicBoolean(true);
        HttpService service = exchange -> {
            secure.set(exchange.peer().secure());
            WholeResponse.of(HttpResponseStatus.OK, "text/plain", "served").sendTo(exchange);
        };
        try (HttpListener http = HttpListener.bind(
                        loops, ANY, service, (exchange, completion) -> {}, ListenerSettings.defaults());
                TcpListener listener = ending(new TcpRoute.Into(http));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME)) {
            near.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(near.getInputStream().readAllBytes())
                    .asString()
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("served");
            assertThat(secure).isFalse();
        }
    }

    @Test
    void aClientThatLeavesAnHttpListenerBehindTlsIsNoticed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        HttpService service = exchange -> {
            exchange.producer(new OnCancel(left::countDown));
            asked.countDown();
        };
        try (HttpListener http = HttpListener.bind(
                        loops, ANY, service, (exchange, completion) -> {}, ListenerSettings.defaults());
                TcpListener listener = ending(new TcpRoute.Into(http));
                SSLSocket near = TestTls.connect(TLS.client(), listener.address(), NAME)) {
            near.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            near.close();
            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoSpeaksNoTlsGetsNoConnection() throws Exception {
        try (TcpListener listener = ending(new TcpRoute.To(origin(), LONG, LONG));
                Socket near = new Socket()) {
            near.connect(listener.address());
            near.setSoTimeout(30_000);
            near.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(endOf(near)).isEqualTo(-1);
        }
    }

    private static int endOf(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private InetSocketAddress origin() {
        return (InetSocketAddress) origin.getLocalSocketAddress();
    }

    private TcpListener ending(TcpRoute inside) throws IOException {
        return TcpListener.bind(loops, ANY, from -> new TcpRoute.EndingTls(TLS.anyName(), () -> inside), client);
    }
}
