package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Authority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class FakeTargetTlsTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final TestTls CLIENTS = TestTls.create();

    @Test
    void clientsAreShownACertificateForTheNamesItWasTold() throws IOException {
        try (FakeTarget target =
                FakeTarget.builder("orders").tls("orders.internal").start()) {
            assertThat(target.uri()).hasScheme("https");
            assertThat(get(target, "orders.internal").status()).isEqualTo(200);
            assertThat(get(target, "").status()).isEqualTo(200);
            assertThatThrownBy(() -> get(target, "payments.internal")).isInstanceOf(IOException.class);

            List<RecordedRequest> requests = target.awaitRequests(2, SOON);
            RecordedTls tls = requests.get(0).tls().orElseThrow();
            assertThat(tls.version()).isEqualTo("TLSv1.3");
            assertThat(tls.cipherSuite()).startsWith("TLS_");
            assertThat(tls.serverName()).isEqualTo("orders.internal");
            assertThat(tls.applicationProtocol()).isEmpty();
            assertThat(tls.clientCertificates()).isEmpty();
            assertThat(requests.get(0).protocol()).isEqualTo("HTTP/1.1");
            assertThat(requests.get(1).tls().orElseThrow().serverName()).isEmpty();
            await().untilAsserted(() -> assertThat(target.handshakeFailures()).hasSize(1));
        }
    }

    @Test
    void itHasTheCertificateItIsGiven() throws IOException {
        X509Certificate own = CLIENTS.certificate("own.example.com");
        try (FakeTarget target = FakeTarget.builder("orders")
                        .tls(CLIENTS.keys().getPrivate(), List.of(own))
                        .start();
                SSLSocket socket = TestTls.connect(CLIENTS.client(), address(target), "own.example.com")) {
            assertThat(socket.getSession().getPeerCertificates()).containsExactly(own);
            assertThat(target.authority()).isEqualTo(own);
        }
    }

    @Test
    void clientsWithoutTheRightCertificateAreRefused() throws IOException {
        X509Certificate known = CLIENTS.clientCertificate("me");
        TestTls strangers = TestTls.create();
        try (FakeTarget target = FakeTarget.builder("orders")
                .tls()
                .demandsClientCertificate(CLIENTS.authority().certificate())
                .start()) {
            assertThat(get(target, "", trusting(CLIENTS, target, known)).status())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(target, "")).isInstanceOf(Exception.class);
            X509Certificate unknown = strangers.clientCertificate("me");
            assertThatThrownBy(() -> get(target, "", trusting(strangers, target, unknown)))
                    .isInstanceOf(Exception.class);

            assertThat(target.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.tls().orElseThrow().clientCertificates())
                            .containsExactly(known));
            await().untilAsserted(() -> assertThat(target.handshakeFailures()).hasSize(2));
        }
    }

    @Test
    void anyCertificateDoesWhereNoIssuerIsNamed() throws IOException {
        try (FakeTarget target =
                FakeTarget.builder("orders").tls().demandsClientCertificate().start()) {
            X509Certificate shown = CLIENTS.clientCertificate("anybody");
            assertThat(get(target, "", trusting(CLIENTS, target, shown)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersGoWrongOverTlsAsInClearText() throws IOException {
        try (FakeTarget target = FakeTarget.builder("orders").tls().start()) {
            target.answers(Reply.reset(Moment.IN_BODY), Reply.closed(Moment.IN_BODY), Reply.text(200, "fine"));
            assertThatThrownBy(() -> get(target, "")).hasRootCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(target, "")).hasRootCauseInstanceOf(IOException.class);
            assertThat(get(target, "").bodyText()).isEqualTo("fine");
        }
    }

    @Test
    void clearTextIsNotUnderstood() throws IOException {
        try (FakeTarget target = FakeTarget.builder("orders").tls().start();
                Socket socket = new Socket(target.host(), target.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).doesNotContain("HTTP/");
            await().untilAsserted(() -> assertThat(target.handshakeFailures()).hasSize(1));
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> FakeTarget.builder("orders").demandsClientCertificate())
                .hasMessageContaining("tls() comes before");
        assertThatThrownBy(() -> FakeTarget.builder("orders").tls(CLIENTS.keys().getPrivate(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        try (FakeTarget target = FakeTarget.start("orders")) {
            assertThatThrownBy(target::authority).hasMessageContaining("'orders' speaks no TLS");
        }
    }

    private static TestClient.Response get(FakeTarget target, String name) throws IOException {
        return get(target, name, trusting(CLIENTS, target));
    }

    private static TestClient.Response get(FakeTarget target, String name, SSLContext context) throws IOException {
        try (TestClient client = TestClient.over(TestTls.connect(context, address(target), name))) {
            return client.send("GET", "/", "").read();
        }
    }

    /** What a client has that trusts {@code target} and shows {@code shown}, of the keys of {@code own}. */
    private static SSLContext trusting(TestTls own, FakeTarget target, X509Certificate... shown) {
        return new TestTls(new Authority(target.authority(), own.authority().key()), own.keys()).client(shown);
    }

    private static InetSocketAddress address(FakeTarget target) {
        return new InetSocketAddress(target.host(), target.port());
    }
}
