package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsListenerTest {

    private static final TestTls TLS = TestTls.create();
    private static final ServerIdentities IDENTITIES = TLS.anyName();

    private final EventLoops loops = EventLoops.of(1);
    private HttpListener listener;

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
        loops.close();
    }

    @Test
    void bothAreSpokenOnOnePort() throws Exception {
        serve(IDENTITIES);
        assertThat(TestClient.get(listener.address(), "/plain").bodyText()).isEqualTo("/plain secure=false name=");
        try (TestClient client = client("api.example.com")) {
            for (String target : List.of("/one", "/two")) {
                TestClient.Response answer =
                        client.send("GET", target, "", "Host: api.example.com").read();
                assertThat(answer.bodyText()).isEqualTo(target + " secure=true name=api.example.com");
                assertThat(answer.header("Connection")).hasValue("keep-alive");
            }
        }
    }

    @Test
    void aClientThatNamesNobodyGetsTheCertificateOfTheAddress() throws Exception {
        serve(IDENTITIES);
        try (TestClient client = client("")) {
            assertThat(client.send("GET", "/", "").read().bodyText()).isEqualTo("/ secure=true name=");
        }
    }

    @Test
    void theFirstByteMayComeAlone() throws Exception {
        serve(IDENTITIES);
        try (Socket socket = new Socket()) {
            socket.connect(listener.address());
            TestClient client = TestClient.over(socket);
            client.send("G");
            TimeUnit.MILLISECONDS.sleep(20);
            assertThat(client.send("ET /x HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void largeBodiesPassInBothDirections() throws Exception {
        serveWith(exchange -> Bodies.collect(exchange.body(), text -> answer(exchange, text)), IDENTITIES);
        String body = "0123456789abcdef".repeat(64 * 1024);
        try (TestClient client = client("a.example.com")) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.send("POST", "/", body).read().bodyText()).isEqualTo(body);
            }
        }
    }

    @Test
    void theEndIsSaidBeforeTheConnectionCloses() throws Exception {
        serve(IDENTITIES);
        try (TestClient client = client("a.example.com")) {
            client.send("GET", "/", "", "Connection: close").read();
            // TestTls makes reading fail where a connection ends without close_notify.
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void aRefusedRequestIsAnswered() throws Exception {
        serve(IDENTITIES);
        try (TestClient client = client("a.example.com")) {
            assertThat(client.send("GET / HTTP/1.1\r\n\r\n").read().status()).isEqualTo(400);
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void withoutAnIdentityTheConnectionCloses() {
        serve((name, local) -> CompletableFuture.failedFuture(new IllegalStateException("nobody")));
        assertThatThrownBy(() -> client("a.example.com")).isInstanceOf(IOException.class);
        assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(200);
    }

    @Test
    void anIdentityMayComeLater() throws Exception {
        CompletableFuture<ServerIdentity> later = new CompletableFuture<>();
        serve((name, local) -> later);
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try (TestClient client = client("late.example.com")) {
                return client.send("GET", "/", "").read().bodyText();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(200);
        later.complete(TLS.server("late.example.com"));
        assertThat(answer.get(30, TimeUnit.SECONDS)).contains("secure=true");
    }

    @Test
    void whatOnlyBeginsLikeTlsIsCutAndNobodyElseSuffers() throws Exception {
        serve(IDENTITIES);
        try (TestClient client = TestClient.connect(listener.address())) {
            client.send(new byte[] {22, 3, 1, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9});
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(TestClient.get(listener.address(), "/").status()).isEqualTo(200);
    }

    @Test
    void clientsMustShowACertificateWhereTheIdentityAsksForOne() throws Exception {
        TestTls strangers = TestTls.create();
        ServerIdentity strict = ServerIdentity.forClientsOf(
                List.of(TLS.authority().certificate()),
                TLS.keys().getPrivate(),
                List.of(TLS.certificate("mtls.example.com")));
        serve((name, local) -> CompletableFuture.completedFuture(strict));
        try (SSLSocket socket = TestTls.connect(
                        TLS.client(TLS.clientCertificate("alice")), listener.address(), "mtls.example.com");
                TestClient client = TestClient.over(socket)) {
            assertThat(client.send("GET", "/", "").read().bodyText())
                    .isEqualTo("/ secure=true name=mtls.example.com client=CN=alice,O=Underpass");
        }
        assertThatThrownBy(() -> exchange(TLS.client())).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> {
                    try (TestClient client = TestClient.over(TestTls.connect(
                            TLS.client(strangers.clientCertificate("mallory")),
                            listener.address(),
                            "mtls.example.com"))) {
                        client.send("GET", "/", "").read();
                    }
                })
                .isInstanceOf(Exception.class);
    }

    @Test
    void drainingEndsIdleConnections() throws Exception {
        serve(IDENTITIES);
        try (TestClient client = client("a.example.com")) {
            client.send("GET", "/", "").read();
            listener.drain(Duration.ofSeconds(60)).toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(client.readsEnd()).isTrue();
        }
    }

    private void exchange(javax.net.ssl.SSLContext context) throws IOException {
        try (TestClient client = TestClient.over(TestTls.connect(context, listener.address(), "mtls.example.com"))) {
            client.send("GET", "/", "").read();
        }
    }

    private TestClient client(String name) throws IOException {
        return TestClient.over(TestTls.connect(TLS.client(), listener.address(), name));
    }

    private void serve(ServerIdentities identities) {
        serveWith(
                exchange -> {
                    Peer peer = exchange.peer();
                    answer(
                            exchange,
                            exchange.request().target() + " secure=" + peer.secure() + " name=" + peer.serverName()
                                    + peer.clientCertificate()
                                            .map(shown -> " client="
                                                    + shown.getSubjectX500Principal()
                                                            .getName())
                                            .orElse(""));
                },
                identities);
    }

    private void serveWith(HttpService service, ServerIdentities identities) {
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    service,
                    (exchange, completion) -> {},
                    ListenerSettings.defaults().withIdentities(identities));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void answer(Exchange exchange, String text) {
        WholeResponse.of(HttpResponseStatus.OK, new FieldList(), text.getBytes(StandardCharsets.UTF_8))
                .sendTo(exchange);
    }
}
