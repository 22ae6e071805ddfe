package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that share no connection, each of which begins with a preface. */
@Timeout(120)
class AloneUpstreamTest {

    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final TestTls TLS = TestTls.create();

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamClient client = new UpstreamClient(
            loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)), AloneUpstreamTest::addresses);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    AloneUpstreamTest() throws IOException {}

    /** Nobody listens at the first. */
    private static CompletionStage<List<InetAddress>> addresses(String host) {
        try {
            return CompletableFuture.completedFuture(
                    List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        origin.close();
        loops.close();
    }

    @Test
    void eachCallHasAConnectionOfItsOwnThatBeginsWithThePreface() throws Exception {
        Upstream alone = client.alone(address(), TIMEOUTS, Optional.empty(), ProxyHeader.own());
        for (int i = 0; i < 2; i++) {
            CompletableFuture<byte[]> seen = CompletableFuture.supplyAsync(this::answerOne);
            assertThat(caller.get(alone, "/").body()).isEqualTo("hello");
            assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(ProxyHeader.own());
        }
    }

    @Test
    void thePrefaceGoesBeforeTls() throws Exception {
        Upstream alone = client.alone(address(), TIMEOUTS, Optional.of(UpstreamTls.unverified()), ProxyHeader.own());
        CompletableFuture<byte[]> seen = CompletableFuture.supplyAsync(() -> {
            try (Socket socket = origin.accept()) {
                return socket.getInputStream().readNBytes(ProxyHeader.own().length + 1);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        caller.get(alone, "/");
        byte[] first = seen.get(30, TimeUnit.SECONDS);
        assertThat(first).startsWith(ProxyHeader.own()).endsWith((byte) 22); // a handshake record
    }

    @Test
    void whoIsCalledByAnotherNameMustHaveItsCertificate() throws Exception {
        try (HttpListener secure = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(
                                HttpResponseStatus.OK,
                                "text/plain",
                                exchange.peer().serverName())
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults()
                        .withIdentities((name, local) ->
                                CompletableFuture.completedFuture(TLS.server("backend.example.com"))))) {
            UpstreamTls trusting = UpstreamTls.verified(List.of(TLS.authority().certificate()), Optional.empty());
            assertThat(caller.get(named("backend.example.com", secure, trusting), "/")
                            .body())
                    .isEqualTo("backend.example.com");
            assertThat(caller.get(named("other.example.com", secure, trusting), "/")
                            .kind())
                    .isEqualTo(Failure.Kind.TLS_HOST_MISMATCH);
        }
    }

    private Upstream named(String name, HttpListener secure, UpstreamTls security) {
        return client.alone(
                InetSocketAddress.createUnresolved("origin", secure.address().getPort()),
                TIMEOUTS,
                Optional.of(security),
                new byte[0],
                name);
    }

    @Test
    void closingEndsCallsThatRun() throws Exception {
        UpstreamCaller.Recorder running = caller.start(
                client.alone(address(), TIMEOUTS, Optional.empty(), ProxyHeader.own()),
                caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
        try (Socket socket = origin.accept()) {
            assertThat(socket.getInputStream().readNBytes(ProxyHeader.own().length))
                    .isEqualTo(ProxyHeader.own());
            client.close();
            assertThat(UpstreamCaller.await(running).failure()).isPresent();
        }
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) origin.getLocalSocketAddress();
    }

    /** Answers one request on a connection that would stay open, and returns what came before it. */
    private byte[] answerOne() {
        try (Socket socket = origin.accept()) {
            byte[] preface = socket.getInputStream().readNBytes(ProxyHeader.own().length);
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!head.readLine().isEmpty()) {
                continue;
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
            head.read(); // until the other side closes
            return preface;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
