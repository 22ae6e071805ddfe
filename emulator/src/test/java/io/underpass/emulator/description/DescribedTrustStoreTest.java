package io.underpass.emulator.description;

import static io.underpass.emulator.description.Action.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import io.underpass.wire.certificate.TestRevocations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that verify their clients, as descriptions say it. */
class DescribedTrustStoreTest {

    private static final TestTls TLS = TestTls.create();

    @TempDir
    private static Path stores;

    private static Underpass underpass;
    private static X509Certificate ca;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectory(stores.resolve("bundles"));
        authorities(TLS);
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .openListeners(true)
                .tls(new TlsSettings(Optional.empty(), Optional.of(stores), Optional.empty()))
                .start();
        InetSocketAddress edge =
                new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort());
        ca = Pem.certificates(TestClient.get(edge, "/_underpass/ca.pem").bodyText())
                .get(0);
    }

    @AfterAll
    static void stop() {
        underpass.close();
    }

    private static void authorities(TestTls tls) throws Exception {
        Files.writeString(
                stores.resolve("bundles/ca.pem"), Pem.of(List.of(tls.authority().certificate())));
    }

    @Test
    void aListenerLetsInWhomItsTrustStoreKnows() throws Exception {
        X509Certificate jane = TLS.clientCertificate("jane");
        X509Certificate joe = TLS.clientCertificate("joe");
        underpass.apply(verifying());
        assertThat(lets(jane)).isTrue();
        assertThat(lets()).isFalse();
        assertThat(underpass.apply(verifying()).changes()).isEmpty();

        Files.write(
                stores.resolve("bundles/gone.crl"),
                TestRevocations.by(TLS.authority(), joe).getEncoded());
        assertThat(underpass.apply(verifying("bundles/gone.crl")).changes()).contains("trust store people changed");
        assertThat(lets(joe)).isFalse();
        assertThat(lets(jane)).isTrue();
        assertThat(underpass.apply(verifying("bundles/gone.crl")).changes()).isEmpty();

        authorities(TestTls.create());
        try {
            underpass.apply(verifying());
            assertThat(lets(jane)).as("another authority").isFalse();
        } finally {
            authorities(TLS);
        }
        assertThat(underpass.apply(described(l -> l)).changes()).contains("trust store people removed");
        assertThat(lets()).isTrue();
    }

    @Test
    void aFileSaysTheSame() {
        assertThat(DescriptionFile.parse("verifying.yaml", """
                                trustStores:
                                  people: {bundle: bundles/ca.pem, revocations: bundles/gone.crl}
                                loadBalancers:
                                  verifying:
                                    listeners:
                                      443: {protocol: HTTPS, clients: verify, trustStore: people, otherwise: {fixed: 200}}
                                """).description()).isEqualTo(verifying("bundles/gone.crl"));
        assertThat(DescriptionFile.parse("short.yaml", "trustStores: {people: bundles/ca.pem}")
                        .description())
                .isEqualTo(Description.of("short").trustStore("people", "bundles/ca.pem"));
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> underpass.apply(Description.of("missing").trustStore("a", "bundles/no.pem")))
                .as("what AWS refuses")
                .hasMessageContaining("trustStores.a: ")
                .hasMessageContaining("bundles/no.pem");
        assertThatThrownBy(() -> underpass.apply(Description.of("missing")
                        .trustStore("people", "bundles/ca.pem")
                        .loadBalancer(
                                "missing",
                                lb -> lb.listener(443, l -> l.https().security(tls -> tls.verifyClients("peple"))))))
                .hasMessageContaining("there is no trust store 'peple'; did you mean 'people'?");
    }

    private static Description verifying(String... revocations) {
        return described(l -> l.security(tls -> tls.verifyClients("people")))
                .trustStore("people", "bundles/ca.pem", revocations);
    }

    private static Description described(UnaryOperator<Listener> settings) {
        return Description.of("verifying")
                .loadBalancer(
                        "verifying",
                        lb -> lb.listener(443, l -> settings.apply(l.https()).otherwise(fixed(200))));
    }

    /** Whether the listener takes a client that shows these. */
    private static boolean lets(X509Certificate... shown) throws Exception {
        SSLContext client = new TestTls(new Authority(ca, TLS.authority().key()), TLS.keys()).client(shown);
        HostAndPort open = underpass.listeners().stream()
                .filter(listener -> listener.loadBalancerName().equals("verifying"))
                .map(listener -> HostAndPort.parse(listener.address()).orElseThrow())
                .findFirst()
                .orElseThrow();
        InetSocketAddress address =
                new InetSocketAddress(open.host(), open.port().orElseThrow());
        try (SSLSocket socket = TestTls.connect(client, address, "verifying.internal");
                TestClient over = TestClient.over(socket)) {
            return over.send("GET", "/", "").read().status() == 200;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
