package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.ServerIdentity.Holder;
import io.underpass.wire.TlsRehearsal.Result;
import io.underpass.wire.TlsTerms.Clients;
import io.underpass.wire.UpstreamTls.ClientIdentity;
import io.underpass.wire.certificate.TestRevocations;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsTermsTest {

    private static final TestTls TLS = TestTls.create();
    private static final String HOST = "api.example.com";

    private static ServerIdentity server(TlsTerms terms) {
        return ServerIdentity.of(
                List.of(new Holder(
                        TLS.keys().getPrivate(),
                        List.of(TLS.certificate(HOST), TLS.authority().certificate()))),
                terms);
    }

    private static ServerIdentity server(Clients clients) {
        TlsTerms usual = TlsTerms.USUAL;
        return server(new TlsTerms(usual.protocols(), usual.cipherSuites(), usual.applicationProtocols(), clients));
    }

    private static Clients known(boolean expiryIgnored, X509CRL... revocations) {
        return new Clients.Known(List.of(TLS.authority().certificate()), List.of(revocations), expiryIgnored, false);
    }

    private static UpstreamTls client(X509Certificate... shown) {
        return UpstreamTls.verified(
                List.of(TLS.authority().certificate()),
                shown.length == 0
                        ? Optional.empty()
                        : Optional.of(new ClientIdentity(TLS.keys().getPrivate(), List.of(shown))));
    }

    private static Result perform(UpstreamTls client, ServerIdentity server) {
        return TlsRehearsal.perform(client, server, HOST, 443);
    }

    private static Failure failure(Result result) {
        return ((Result.Failed) result).failure();
    }

    @Test
    void aRehearsalSaysWhatIsAgreedOn() {
        Result agreed = perform(client(), server(TlsTerms.USUAL));
        assertThat(agreed).isInstanceOfSatisfying(Result.Agreed.class, known -> {
            assertThat(known.session().protocol()).isEqualTo("TLSv1.3");
            assertThat(known.session().cipherSuite()).startsWith("TLS_AES_");
            assertThat(known.session().clientCertificates()).isEmpty();
        });
    }

    @Test
    void versionsAndCiphersAreTheServersOnes() {
        TlsTerms older = new TlsTerms(
                List.of("TLSv1.2"),
                List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "NO_SUCH_CIPHER"),
                List.of(),
                new Clients.Any());
        TlsSession session = ((Result.Agreed) perform(client(), server(older))).session();
        assertThat(session.protocol()).isEqualTo("TLSv1.2");
        assertThat(session.cipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void aRehearsalFailsAsACallWould() {
        assertThat(failure(TlsRehearsal.perform(client(), server(TlsTerms.USUAL), "other.example.com", 443)))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Failure.Kind.TLS_HOST_MISMATCH);
                    assertThat(failure.detail())
                            .startsWith("Host name 'other.example.com' does not match the certificate subject");
                });
        UpstreamTls stranger = UpstreamTls.verified(List.of(), Optional.empty());
        assertThat(failure(perform(stranger, server(TlsTerms.USUAL))).kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        assertThat(perform(UpstreamTls.anyAuthority(Optional.empty()), server(TlsTerms.USUAL)))
                .isInstanceOf(Result.Agreed.class);
    }

    @Test
    void knownClientsAreLetInAndOthersAreNot() {
        TestTls strangers = TestTls.create();
        ServerIdentity server = server(known(false));
        X509Certificate alice = TLS.clientCertificate("alice");
        assertThat(((Result.Agreed) perform(client(alice), server)).session().clientCertificates())
                .containsExactly(alice);
        assertThat(perform(client(), server)).isInstanceOf(Result.Failed.class);
        UpstreamTls mallory = UpstreamTls.verified(
                List.of(TLS.authority().certificate()),
                Optional.of(new ClientIdentity(
                        strangers.keys().getPrivate(), List.of(strangers.clientCertificate("mallory")))));
        assertThat(perform(mallory, server)).isInstanceOf(Result.Failed.class);
        assertThat(perform(mallory, server(new Clients.Asked()))).isInstanceOf(Result.Agreed.class);
        assertThat(perform(client(), server(new Clients.Asked()))).isInstanceOf(Result.Agreed.class);
    }

    @Test
    void aServersCertificateIsNoClients() {
        assertThat(perform(client(TLS.certificate(HOST)), server(known(false)))).isInstanceOf(Result.Failed.class);
    }

    @Test
    void whatIsOverIsIgnoredWhereAsked() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofDays(800));
        X509Certificate over = TLS.authority().client("over", TLS.keys(), longAgo);
        // The authority is younger than that, so that its own dates would be in the way.
        TestTls elder = new TestTls(io.underpass.wire.certificate.Authority.create("Elder CA", longAgo), TLS.keys());
        X509Certificate ofElder = elder.authority().client("over", TLS.keys(), longAgo);
        Clients ignoring = new Clients.Known(List.of(elder.authority().certificate()), List.of(), true, false);
        assertThat(perform(client(over), server(known(false)))).isInstanceOf(Result.Failed.class);
        assertThat(perform(client(ofElder), server(ignoring))).isInstanceOf(Result.Agreed.class);
    }

    @Test
    void certificatesEndByTheTimeThatIsSaidToBe() {
        InstantSource later = () -> Instant.now().plus(Duration.ofDays(800));
        List<X509Certificate> authorities = List.of(TLS.authority().certificate());
        X509Certificate alice = TLS.clientCertificate("alice");
        Clients knownLater = new Clients.Known(authorities, List.of(), false, false, later);

        assertThat(perform(client(alice), server(known(false)))).isInstanceOf(Result.Agreed.class);
        assertThat(perform(client(alice), server(knownLater))).isInstanceOf(Result.Failed.class);
        for (UpstreamTls client : List.of(
                UpstreamTls.verified(authorities, Optional.empty(), later),
                UpstreamTls.anyAuthority(Optional.empty(), later))) {
            Failure over = failure(perform(client, server(TlsTerms.USUAL)));
            assertThat(over.kind()).isEqualTo(Failure.Kind.TLS_FAILED);
        }
    }

    @Test
    void revokedClientsAreNotLetIn() {
        X509Certificate alice = TLS.clientCertificate("alice");
        X509Certificate bob = TLS.clientCertificate("bob");
        ServerIdentity server = server(known(false, TestRevocations.by(TLS.authority(), bob)));
        assertThat(perform(client(alice), server)).isInstanceOf(Result.Agreed.class);
        assertThat(perform(client(bob), server)).isInstanceOf(Result.Failed.class);
    }
}
