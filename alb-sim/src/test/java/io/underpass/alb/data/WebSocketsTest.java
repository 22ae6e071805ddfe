package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.AmpleTime;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketsTest {

    private static final String ASK = "GET /chat HTTP/1.1\r\nHost: shop\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: WebSocket\r\nSec-WebSocket-Key: x\r\n\r\n";

    private final OpenShop shop = new OpenShop(Map.of());

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest(name = "P20 {0}")
    @ValueSource(strings = {"ws", "wss"})
    void messagesPassBothWays(String scheme) throws Exception {
        try (TunnelTarget target = TunnelTarget.echoingMessages()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            Listener listener = new Listener();
            WebSocket socket = HttpClient.newBuilder()
                    .sslContext(OpenShop.TLS.client())
                    .build()
                    .newWebSocketBuilder()
                    .header("Cookie", "a=b")
                    .buildAsync(
                            URI.create(scheme + "://127.0.0.1:" + shop.address().getPort() + "/chat?room=1"), listener)
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("hello", true).get(30, TimeUnit.SECONDS);
            assertThat(listener.text.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
            String big = "0123456789".repeat(50_000);
            listener.text = new CompletableFuture<>();
            socket.sendText(big, true).get(30, TimeUnit.SECONDS);
            assertThat(listener.text.get(30, TimeUnit.SECONDS)).isEqualTo(big);
            // Rules are looked at once: that another target serves the next request does not end this one.
            try (TestOrigin other = TestOrigin.start()) {
                shop.forwardTo("HTTP", "HTTP1", other.port());
                listener.text = new CompletableFuture<>();
                socket.sendText("still there", true).get(30, TimeUnit.SECONDS);
                assertThat(listener.text.get(30, TimeUnit.SECONDS)).isEqualTo("still there");
            }
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(30, TimeUnit.SECONDS);
            assertThat(listener.closed.get(30, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
            assertThat(target.heads().get(0))
                    .startsWith("GET /chat?room=1 HTTP/1.1\r\n")
                    .contains("Connection: Upgrade\r\n", "Upgrade: websocket\r\n", "Cookie: a=b\r\n")
                    .containsIgnoringCase("sec-websocket-version: 13\r\n")
                    .contains("X-Forwarded-For: 127.0.0.1\r\n");
        }
    }

    @Test
    void aTunnelWithoutBytesEndsAfterTheIdleTimeoutAndNotBefore() throws Exception {
        AmpleTime.from(Duration.ofSeconds(1), idle -> {
            String seconds = Long.toString(idle.toSeconds());
            try (OpenShop quick = new OpenShop(Map.of("idle_timeout.timeout_seconds", seconds));
                    TunnelTarget target = new TunnelTarget((client, in, out) -> in.transferTo(out));
                    Socket client = open(quick)) {
                quick.forwardTo("HTTP", "HTTP1", target.port());
                ask(client);
                for (int i = 0; i < 4; i++) { // for longer than it may be silent
                    TimeUnit.MILLISECONDS.sleep(idle.toMillis() * 3 / 10);
                    client.getOutputStream().write('a' + i);
                    assertThat(client.getInputStream().read()).isEqualTo('a' + i);
                }
                long last = System.nanoTime();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                assertThat(Duration.ofNanos(System.nanoTime() - last))
                        .isGreaterThan(idle.multipliedBy(3).dividedBy(4));
            }
        });
    }

    @Test
    void aClientThatClosesItsHalfStillGetsTheRest() throws Exception {
        try (TunnelTarget target = new TunnelTarget((client, in, out) -> {
                    byte[] all = in.readAllBytes();
                    out.write(("got " + all.length).getBytes(StandardCharsets.US_ASCII));
                });
                Socket client = open()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            ask(client);
            client.getOutputStream().write(new byte[300_000]);
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("got 300000");
        }
    }

    @Test
    void aTargetThatClosesEndsTheTunnelAfterItsLastByte() throws Exception {
        try (TunnelTarget target = new TunnelTarget((client, in, out) -> out.write(new byte[2_000_000]));
                Socket client = open()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            ask(client);
            assertThat(client.getInputStream().readAllBytes()).hasSize(2_000_000);
        }
    }

    @Test
    void whoDoesNotReadHoldsUpWhoSends() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (TunnelTarget target = new TunnelTarget((client, in, out) -> {
                    byte[] piece = new byte[64 * 1024];
                    while (sent.get() < 200_000_000L) {
                        out.write(piece);
                        sent.addAndGet(piece.length);
                    }
                });
                Socket client = open()) {
            client.setReceiveBufferSize(64 * 1024);
            shop.forwardTo("HTTP", "HTTP1", target.port());
            ask(client);
            AtomicLong before = new AtomicLong(-1);
            Awaitility.await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long now = sent.get();
                return before.getAndSet(now) == now && now > 0;
            });
            assertThat(sent.get()).isLessThan(60_000_000L);
        }
    }

    @Test
    void aTargetThatDeclinesAnswersAsUsual() throws Exception {
        try (TestOrigin target = TestOrigin.start();
                Socket client = open()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            client.getOutputStream().write((ASK + ASK).getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(client)).startsWith("HTTP/1.1 200 ");
            client.getInputStream().readNBytes(2);
            assertThat(readHead(client)).startsWith("HTTP/1.1 200 ");
            assertThat(target.requests().get(0).header("Upgrade")).hasValue("websocket");
        }
    }

    @Test
    void otherProtocolsAreNotAskedFor() throws Exception {
        try (TestOrigin target = TestOrigin.start();
                Socket client = open()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            client.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(client)).startsWith("HTTP/1.1 200 ");
            assertThat(target.requests().get(0).header("Upgrade")).isEmpty();
        }
    }

    @Test
    void a101ThatNobodyAskedForIs502() throws Exception {
        try (TunnelTarget target = new TunnelTarget((client, in, out) -> in.transferTo(out));
                Socket client = open()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(client)).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void aClientThatLeavesEndsTheTunnelAtTheTarget() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (TunnelTarget target = new TunnelTarget((client, in, out) -> {
            try {
                end.complete(in.read());
            } catch (IOException e) {
                end.complete(-1);
            }
        })) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            Socket client = open();
            ask(client);
            client.setSoLinger(true, 0);
            client.close();
            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    private Socket open() throws IOException {
        return open(shop);
    }

    private static Socket open(OpenShop shop) throws IOException {
        Socket socket = new Socket("127.0.0.1", shop.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void ask(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(ASK.getBytes(StandardCharsets.US_ASCII));
        assertThat(readHead(client))
                .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")
                .doesNotContain("keep-alive", "Transfer-Encoding", "Content-Length");
    }

    private static String readHead(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static final class Listener implements WebSocket.Listener {

        volatile CompletableFuture<String> text = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                text.complete(whole);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }
    }
}
