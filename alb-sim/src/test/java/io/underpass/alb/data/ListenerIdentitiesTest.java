package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.Certificates;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.alb.model.SslPolicy;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.S3Object;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.TestTls;
import io.underpass.wire.WholeResponse;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import io.underpass.wire.certificate.TestRevocations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** A listener that ends TLS, on a real socket. */
class ListenerIdentitiesTest {

    private static final TestTls TLS = TestTls.create();
    private static final KeyPair RSA = rsa();

    private final EventLoops loops = EventLoops.of(1);
    private final Map<String, Certificates.Pair> certificates = new HashMap<>();
    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(AlbState.EMPTY, new AlbCompiler());
    private HttpListener socket;

    @BeforeEach
    void listen() throws IOException {
        held("default", TLS.keys(), "default.example.com");
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of())));
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF);
        ListenerIdentities identities = identities(Runnable::run, InstantSource.system());
        socket = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(HttpResponseStatus.OK, "text/plain", "hello")
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults().withIdentities(identities.of(AlbFixtures.listenerArn(443))));
    }

    private ListenerIdentities identities(Executor worker, InstantSource clock) {
        return new ListenerIdentities(
                state::snapshot, arn -> Optional.ofNullable(certificates.get(arn)), worker, clock);
    }

    @AfterEach
    void close() {
        socket.close();
        loops.close();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void held(String arn, KeyPair keys, String... names) {
        held(arn, keys, Instant.now(), names);
    }

    private void held(String arn, KeyPair keys, Instant since, String... names) {
        try {
            X509Certificate certificate = TLS.authority().server(List.of(names), keys, since);
            certificates.put(arn, new Certificates.Pair(Pem.of(List.of(certificate)), Pem.of(keys.getPrivate())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tls(String policy, MutualAuthentication mutual, String... more) {
        Listener listener = AlbFixtures.listener(443, AlbFixtures.forward("orders"));
        state.change(s -> s.with(new Listener(
                        listener.listenerArn(),
                        listener.loadBalancerArn(),
                        "HTTPS",
                        443,
                        listener.defaultActions(),
                        listener.defaultRuleArn(),
                        Map.of(),
                        TreePMap.empty())
                .withTls(new Listener.Tls(policy, "default", Optional.empty(), List.of(more), Optional.of(mutual)))));
    }

    private SSLSocket connect(SSLContext client, String name, String... protocols) throws IOException {
        return TestTls.connect(client, socket.address(), name, protocols);
    }

    private static X509Certificate shown(SSLSocket connection) throws IOException {
        return (X509Certificate) connection.getSession().getPeerCertificates()[0];
    }

    @Test
    void aClientGetsTheCertificateForTheNameThatItAsksFor() throws Exception {
        held("exact", TLS.keys(), "api.example.com");
        held("wild", TLS.keys(), "*.shop.example.com");
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF, "exact", "wild");
        for (String name : List.of("api.example.com", "a.shop.example.com", "default.example.com")) {
            try (SSLSocket connection = connect(TLS.client(), name)) {
                assertThat(connection.isConnected()).isTrue();
            }
        }
        assertThatThrownBy(() -> connect(TLS.client(), "a.b.shop.example.com"))
                .as("the default certificate, which has not that name")
                .isInstanceOf(IOException.class);
    }

    @Test
    void ofTwoForOneNameTheEllipticCurveIsPreferredAndTheOtherIsThereForOlderClients() throws Exception {
        held("rsa", RSA, "api.example.com");
        held("curve", TLS.keys(), "api.example.com");
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF, "rsa", "curve");
        try (SSLSocket connection = connect(TLS.client(), "api.example.com")) {
            assertThat(shown(connection).getPublicKey().getAlgorithm()).isEqualTo("EC");
        }
    }

    @Test
    void whatIsOverIsTheLastChoice() throws Exception {
        held("over", TLS.keys(), Instant.now().minus(Duration.ofDays(500)), "api.example.com");
        held("good", TLS.keys(), "api.example.com");
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF, "over", "good");
        try (SSLSocket connection = connect(TLS.client(), "api.example.com")) {
            assertThat(shown(connection).getNotAfter()).isAfter(Instant.now());
        }
    }

    @Test
    void namesThatClientsMakeUpCostNothing() {
        held("exact", TLS.keys(), "api.example.com");
        held("wild", TLS.keys(), "*.shop.example.com");
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF, "exact", "wild");
        AtomicInteger works = new AtomicInteger();
        ListenerIdentities identities = identities(
                work -> {
                    works.incrementAndGet();
                    work.run();
                },
                InstantSource.system());
        Set<ServerIdentity> shown = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            for (String name : List.of("n" + i, "n" + i + ".shop.example.com", "API.example.com", "")) {
                shown.add(
                        identities.identity(AlbFixtures.listenerArn(443), name).join());
            }
        }
        assertThat(shown).as("the default, the exact, the wild").hasSize(3);
        assertThat(works)
                .as("the certificates are read once, and each identity made once")
                .hasValue(4);
    }

    @Test
    void aCertificateThatEndsGivesWayToAnotherOfItsName() {
        Instant later = Instant.now().plus(Duration.ofDays(300));
        held("first", TLS.keys(), "api.example.com");
        held("second", TLS.keys(), later.minus(Duration.ofDays(1)), "api.example.com");
        tls(SslPolicy.DEFAULT, MutualAuthentication.OFF, "first", "second");
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        ListenerIdentities identities = identities(Runnable::run, now::get);
        ServerIdentity before = identities
                .identity(AlbFixtures.listenerArn(443), "api.example.com")
                .join();
        now.set(Instant.now().plus(Duration.ofDays(450)));
        ServerIdentity after = identities
                .identity(AlbFixtures.listenerArn(443), "api.example.com")
                .join();
        assertThat(after).isNotSameAs(before);
    }

    @Test
    void whatTheWorkerHadNoTimeForIsMadeNextTime() {
        AtomicBoolean busy = new AtomicBoolean(true);
        ListenerIdentities identities = identities(
                work -> {
                    if (busy.get()) {
                        throw new RejectedExecutionException("busy");
                    }
                    work.run();
                },
                InstantSource.system());
        assertThat(identities.identity(AlbFixtures.listenerArn(443), "")).isCompletedExceptionally();
        busy.set(false);
        assertThat(identities.identity(AlbFixtures.listenerArn(443), "")).isCompleted();
    }

    @Test
    void thePolicySaysWhichVersionsAndCiphersThereAre() throws Exception {
        try (SSLSocket connection = connect(TLS.client(), "default.example.com")) {
            assertThat(connection.getSession().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(connection.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        }
        tls("ELBSecurityPolicy-TLS13-1-3-2021-06", MutualAuthentication.OFF);
        try (SSLSocket connection = connect(TLS.client(), "default.example.com")) {
            assertThat(connection.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(connection.getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
        }
    }

    @Test
    void http2IsOfferedUnlessTheLoadBalancerSaysNo() throws Exception {
        try (SSLSocket connection = connect(TLS.client(), "default.example.com", "h2", "http/1.1")) {
            assertThat(connection.getApplicationProtocol()).isEqualTo("h2");
        }
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of("routing.http2.enabled", "false"))));
        try (SSLSocket connection = connect(TLS.client(), "default.example.com", "h2", "http/1.1")) {
            assertThat(connection.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void whoConnectedWhenTheListenerSpokeTlsMayStillBeginWithIt() {
        ListenerIdentities identities = identities(Runnable::run, InstantSource.system());
        ListenerIdentities others = identities(Runnable::run, InstantSource.system());
        String arn = AlbFixtures.listenerArn(443);
        ServerIdentity shown = identities
                .of(arn)
                .identity("", socket.address())
                .toCompletableFuture()
                .join();

        state.change(s -> s.with(AlbFixtures.listener(443, AlbFixtures.forward("orders"))));

        assertThat(identities.of(arn).identity("", socket.address()).toCompletableFuture())
                .isCompletedWithValue(shown);
        assertThat(identities.identity(arn, "")).isCompletedExceptionally();
        assertThat(others.of(arn).identity("", socket.address()).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void revokedClientsAreNotLetIn() throws Exception {
        X509Certificate alice = TLS.clientCertificate("alice");
        X509Certificate bob = TLS.clientCertificate("bob");
        TrustStore store = store(TLS.authority(), bob);
        state.change(s -> s.with(store));
        tls(
                "ELBSecurityPolicy-TLS-1-2-2017-01",
                new MutualAuthentication("verify", Optional.of(store.trustStoreArn()), false, false));
        try (SSLSocket connection = connect(TLS.client(alice), "default.example.com")) {
            assertThat(connection.getSession().isValid()).isTrue();
        }
        assertThatThrownBy(() -> connect(TLS.client(bob), "default.example.com"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(TLS.client(), "default.example.com")).isInstanceOf(IOException.class);
    }

    private static TrustStore store(Authority authority, X509Certificate revoked) throws GeneralSecurityException {
        S3Object place = new S3Object("bucket", "key", Optional.empty());
        byte[] list = TestRevocations.by(authority, revoked).getEncoded();
        return new TrustStore(
                "arn:aws:elasticloadbalancing:us-east-1:000000000000:truststore/clients/0123456789abcdef",
                "clients",
                place,
                Pem.of(List.of(authority.certificate())),
                1,
                List.of(new TrustStore.Revocation(
                        1, place, 1, Base64.getEncoder().encodeToString(list))),
                1,
                TreePMap.empty());
    }
}
