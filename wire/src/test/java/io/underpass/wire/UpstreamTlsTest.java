package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.certificate.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamTlsTest {

    private static final TestTls TLS = TestTls.create();
    private static final String NAME = "backend.example.com";
    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final EventLoops loops = EventLoops.of(1);
    private UpstreamClient client = newClient();
    private final AtomicReference<ServerIdentity> identity = new AtomicReference<>(TLS.server(NAME));
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private HttpListener origin;

    @BeforeEach
    void start() throws IOException {
        origin = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(
                                HttpResponseStatus.OK,
                                new FieldList(),
                                ("name=" + exchange.peer().serverName() + " client="
                                                + exchange.peer()
                                                        .clientCertificate()
                                                        .map(shown -> shown.getSubjectX500Principal()
                                                                .getName())
                                                        .orElse("")
                                                + " from="
                                                + exchange.peer().remote().getPort())
                                        .getBytes(StandardCharsets.UTF_8))
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults()
                        .withIdentities((name, local) -> CompletableFuture.completedFuture(identity.get())));
    }

    @AfterEach
    void stop() {
        client.close();
        origin.close();
        loops.close();
    }

    @Test
    void theNameIsAskedForAndTheConnectionUsedAgain() {
        UpstreamTls trusted = trusted();
        String first = answer(trusted, NAME);
        assertThat(first).startsWith("name=" + NAME + " client= from=");
        assertThat(answer(trusted, NAME)).isEqualTo(first);
    }

    @Test
    void anUnknownAuthorityIsNotBelieved() {
        Failure failure = failure(UpstreamTls.verified(List.of(), Optional.empty()), NAME);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        assertThat(failure.detail()).contains("unable to find valid certification path");
    }

    @Test
    void anyAuthorityIsBelievedWhereToldSo() {
        assertThat(answer(UpstreamTls.anyAuthority(Optional.empty()), NAME)).startsWith("name=");
    }

    @Test
    void anotherHostsCertificateIsNotBelievedEitherWay() {
        for (UpstreamTls tls : List.of(trusted(), UpstreamTls.anyAuthority(Optional.empty()))) {
            Failure failure = failure(tls, "other.example.com");
            assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_HOST_MISMATCH);
            assertThat(failure.detail())
                    .isEqualTo("Host name 'other.example.com' does not match the certificate subject provided by the"
                            + " peer (CN=" + NAME + ",O=Underpass)");
        }
    }

    @Test
    void anExpiredCertificateIsNotBelievedEitherWay() {
        X509Certificate old = TLS.certificate(Instant.now().minus(Duration.ofDays(1000)), NAME);
        identity.set(ServerIdentity.of(
                TLS.keys().getPrivate(), List.of(old, TLS.authority().certificate())));
        for (UpstreamTls tls : List.of(trusted(), UpstreamTls.anyAuthority(Optional.empty()))) {
            assertThat(failure(tls, NAME).kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        }
    }

    @Test
    void aChainWithoutItsRootIsNotBelievedFromAnyAuthority() {
        identity.set(ServerIdentity.of(TLS.keys().getPrivate(), List.of(TLS.certificate(NAME))));
        assertThat(answer(trusted(), NAME)).startsWith("name=");
        Failure failure = failure(UpstreamTls.anyAuthority(Optional.empty()), NAME);
        assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        assertThat(failure.detail()).contains("root authority");
    }

    @Test
    void anyCertificateWillDoWhereNoneIsLookedAt() throws Exception {
        UpstreamTls unverified = UpstreamTls.unverified();
        KeyPair keys = TLS.keys();
        Instant past = Instant.now().minus(Duration.ofDays(1000));
        List<X509Certificate> shown = List.of(
                TLS.certificate("other.example.com"),
                TLS.certificate(past, NAME),
                Authority.selfSignedClient("nobody", keys, past, past.plusSeconds(60)));
        for (X509Certificate certificate : shown) {
            identity.set(ServerIdentity.of(keys.getPrivate(), List.of(certificate)));
            assertThat(answer(unverified, NAME)).startsWith("name=" + NAME);
            assertThat(failure(trusted(), NAME).kind()).isIn(Failure.Kind.TLS_FAILED, Failure.Kind.TLS_HOST_MISMATCH);
            client.close(); // so that the next one shakes hands again
            client = newClient();
        }
    }

    @Test
    void aCertificateIsShownToOriginsThatAsk() throws Exception {
        KeyPair keys = Authority.newKeys();
        X509Certificate shown = Authority.selfSignedClient(
                "gateway", keys, Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        identity.set(
                ServerIdentity.forClientsOf(List.of(shown), TLS.keys().getPrivate(), List.of(TLS.certificate(NAME))));
        UpstreamTls showing = UpstreamTls.verified(
                List.of(TLS.authority().certificate()),
                Optional.of(new UpstreamTls.ClientIdentity(keys.getPrivate(), List.of(shown))));
        assertThat(answer(showing, NAME)).contains("client=CN=gateway,O=Underpass");
        assertThat(outcome(trusted(), NAME).failure()).isPresent();
    }

    @Test
    void anOriginThatSpeaksNoTlsFails() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket accepted = plain.accept()) {
                    accepted.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    while (accepted.getInputStream().read() >= 0) {
                        // to the end
                    }
                } catch (IOException e) {
                    // the client has had enough
                }
            });
            server.start();
            Failure failure =
                    failureOf(client.to(new InetSocketAddress("127.0.0.1", plain.getLocalPort()), TIMEOUTS, trusted()));
            assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        }
    }

    @Test
    void anOriginThatNeverAnswersTheHandshakeTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Upstream upstream = client.to(
                    new InetSocketAddress("127.0.0.1", silent.getLocalPort()),
                    new UpstreamTimeouts(Duration.ofMillis(300), Duration.ofSeconds(30)),
                    trusted());
            assertThat(failureOf(upstream).kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
        }
    }

    private UpstreamClient newClient() {
        return new UpstreamClient(
                loops,
                UpstreamSettings.defaults(),
                host -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress())));
    }

    private static UpstreamTls trusted() {
        return UpstreamTls.verified(List.of(TLS.authority().certificate()), Optional.empty());
    }

    private String answer(UpstreamTls tls, String host) {
        UpstreamCaller.Outcome outcome = outcome(tls, host);
        assertThat(outcome.status()).isEqualTo(200);
        return outcome.body();
    }

    private Failure failure(UpstreamTls tls, String host) {
        return outcome(tls, host).failure().orElseThrow();
    }

    private Failure failureOf(Upstream upstream) {
        return caller.get(upstream, "/").failure().orElseThrow();
    }

    private UpstreamCaller.Outcome outcome(UpstreamTls tls, String host) {
        InetSocketAddress address =
                InetSocketAddress.createUnresolved(host, origin.address().getPort());
        return caller.get(client.to(address, TIMEOUTS, tls), "/");
    }
}
