package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.alb.Certificates;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.alb.model.TrustStore;
import io.underpass.alb.model.TrustStore.S3Object;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import io.underpass.wire.certificate.TestRevocations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** What is logged of a listener that ends TLS, on a real socket. */
class SecureLogsTest {

    private static final TestTls TLS = TestTls.create();
    private static final String ARN = AlbFixtures.listenerArn(443);
    private static final String POLICY = "ELBSecurityPolicy-TLS-1-2-2017-01";

    private final EventLoops loops = EventLoops.of(1);
    private final Map<String, Certificates.Pair> certificates = new HashMap<>();
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    private final ListenerIdentities identities = new ListenerIdentities(
            state::snapshot, arn -> Optional.ofNullable(certificates.get(arn)), Runnable::run, InstantSource.system());
    private final LoadBalancerFleet fleet = new LoadBalancerFleet(
            new Shop(),
            new ScriptedTargets(),
            LambdaTargets.NONE,
            Workers.NONE,
            new RandomIds(new Random(7)),
            InstantSource.system(),
            AlbSettings.DEFAULT,
            AuthenticationSettings.NONE,
            new Observers(
                    metrics,
                    (log, at, line) -> (log.name().startsWith("conn_log_") ? connections : requests).add(line),
                    identities::certificateArn));
    private HttpListener socket;

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
    }

    @BeforeEach
    void listen() throws Exception {
        held("arn:default", "default.example.com");
        held("arn:shop", "shop.example.com");
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of(
                "access_logs.s3.enabled", "true",
                "access_logs.s3.bucket", "logs",
                "connection_logs.s3.enabled", "true",
                "connection_logs.s3.bucket", "logs"))));
        tls(MutualAuthentication.OFF);
        socket = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> ((Lookup.Found) find()).service().handle(exchange),
                (exchange, completion) -> {},
                fleet.ownSocket(this::find).withIdentities(identities.of(ARN)));
    }

    private Lookup find() {
        return fleet.find(AlbFixtures.LB, "https", 443);
    }

    @AfterEach
    void close() {
        socket.close();
        loops.close();
    }

    private void held(String arn, String name) throws Exception {
        X509Certificate certificate = TLS.authority().server(List.of(name), TLS.keys(), Instant.now());
        certificates.put(
                arn,
                new Certificates.Pair(
                        Pem.of(List.of(certificate)), Pem.of(TLS.keys().getPrivate())));
    }

    private void tls(MutualAuthentication mutual) {
        Listener listener = AlbFixtures.listener(443, AlbFixtures.answer("hello"));
        state.change(s -> s.with(new Listener(
                        listener.listenerArn(),
                        listener.loadBalancerArn(),
                        "HTTPS",
                        443,
                        listener.defaultActions(),
                        listener.defaultRuleArn(),
                        Map.of(),
                        TreePMap.empty())
                .withTls(new Listener.Tls(
                        POLICY, "arn:default", Optional.empty(), List.of("arn:shop"), Optional.of(mutual)))));
    }

    private void get(SSLContext client, String name) throws IOException {
        try (SSLSocket connection = TestTls.connect(client, socket.address(), name)) {
            connection
                    .getOutputStream()
                    .write(("GET /a HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("hello");
        }
    }

    private static LogFields only(List<String> lines) {
        await().until(() -> !lines.isEmpty());
        assertThat(lines).hasSize(1);
        return LogFields.of(lines.get(0));
    }

    @Test
    void requestsAndConnectionsNameWhatWasAgreedOn() throws Exception {
        get(TLS.client(), "shop.example.com");
        LogFields connection = only(connections);
        assertThat(connection.fields()).hasSize(15);
        assertThat(connection.fields().subList(3, 6))
                .containsExactly("443", "TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256");
        assertThat(connection.field(7)).matches("\\d+\\.\\d{3}");
        assertThat(connection.fields().subList(7, 11)).containsExactly("\"-\"", "-", "-", "Success");
        assertThat(connection.field(13)).isEqualTo("x25519");
        LogFields request = only(requests);
        assertThat(request.field(1)).isEqualTo("https");
        assertThat(request.field(13)).isEqualTo("\"GET https://shop.example.com:443/a HTTP/1.1\"");
        assertThat(request.fields().subList(14, 16)).containsExactly("ECDHE-ECDSA-AES128-GCM-SHA256", "TLSv1.2");
        assertThat(request.fields().subList(18, 20)).containsExactly("\"shop.example.com\"", "\"arn:shop\"");
        assertThat(request.field(30)).isEqualTo(connection.field(12));
    }

    @Test
    void aVerifiedClientIsNamedAndOneThatIsNotLetInHasItsReason() throws Exception {
        X509Certificate alice = TLS.clientCertificate("alice");
        X509Certificate bob = TLS.clientCertificate("bob");
        S3Object place = new S3Object("bucket", "key", Optional.empty());
        byte[] revoked = TestRevocations.by(TLS.authority(), bob).getEncoded();
        TrustStore store = new TrustStore(
                "arn:aws:elasticloadbalancing:us-east-1:000000000000:truststore/clients/0123456789abcdef",
                "clients",
                place,
                Pem.of(List.of(TLS.authority().certificate())),
                1,
                List.of(new TrustStore.Revocation(
                        1, place, 1, Base64.getEncoder().encodeToString(revoked))),
                1,
                TreePMap.empty());
        state.change(s -> s.with(store));
        tls(new MutualAuthentication("verify", Optional.of(store.trustStoreArn()), false, false));
        get(TLS.client(alice), "default.example.com");
        LogFields connection = only(connections);
        assertThat(connection.field(8)).contains("CN=alice");
        assertThat(connection.field(9)).matches("NotBefore=\\d{4}-\\S+Z;NotAfter=\\d{4}-\\S+Z");
        assertThat(connection.field(10)).isEqualTo(TlsFields.hex(alice.getSerialNumber()));
        assertThat(connection.field(11)).isEqualTo("Success");

        connections.clear();
        assertThatThrownBy(() -> TestTls.connect(TLS.client(bob), socket.address(), "default.example.com"))
                .isInstanceOf(IOException.class);
        assertThat(only(connections).field(11)).isEqualTo("Failed:ClientCertCrlHit");

        connections.clear();
        SSLContext stranger = TLS.client(TestTls.create().clientCertificate("stranger"));
        assertThatThrownBy(() -> TestTls.connect(stranger, socket.address(), "default.example.com"))
                .isInstanceOf(IOException.class);
        LogFields refused = only(connections);
        assertThat(refused.field(7)).isEqualTo("-");
        assertThat(refused.field(11)).startsWith("Failed:");
        assertThat(metrics.loadBalancers().get(AlbFixtures.LB).of(LoadBalancerMetric.CLIENT_TLS_NEGOTIATION_ERROR))
                .isEqualTo(2);
    }
}
