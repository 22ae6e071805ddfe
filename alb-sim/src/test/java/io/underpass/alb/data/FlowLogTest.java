package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.alb.LoadBalancerLogs.Kind;
import io.underpass.alb.LoadBalancerLogs.Log;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.SslPolicy;
import io.underpass.alb.model.TargetGroup;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.NameResolver;
import io.underpass.wire.TcpClient;
import io.underpass.wire.TcpListener;
import io.underpass.wire.TcpRoute;
import io.underpass.wire.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** The access log of a network load balancer, on real sockets. */
class FlowLogTest {

    private static final TestTls TLS = TestTls.create();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String LISTENER = AlbFixtures.NLB.replace(":loadbalancer/", ":listener/") + "/p443";

    private final EventLoops loops = EventLoops.of(1);
    private final TcpClient client = new TcpClient(loops, NameResolver.system(Runnable::run));
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        loops.close();
    }

    private void serve(String protocol, Map<String, String> attributes) {
        TargetGroup like = AlbFixtures.group("wire", AlbFixtures.CHECK, AlbFixtures.target(9001));
        Listener plain = new Listener(
                LISTENER,
                AlbFixtures.NLB,
                protocol,
                443,
                List.of(AlbFixtures.forward("wire")),
                LISTENER.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
        shop.change(state -> state.with(AlbFixtures.networkLoadBalancer().withAttributes(attributes))
                .with(new TargetGroup(
                        like.scope(),
                        like.targetGroupArn(),
                        like.targetGroupName(),
                        "TCP",
                        "",
                        443,
                        like.vpcId(),
                        "ip",
                        "ipv4",
                        like.healthCheck(),
                        like.targets(),
                        Map.of(),
                        TreePMap.empty()))
                .with(
                        protocol.equals("TLS")
                                ? plain.withTls(new Listener.Tls(SslPolicy.DEFAULT, "certificate", Optional.empty()))
                                : plain));
    }

    private TcpListener listen(TcpRoute route) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return TcpListener.bind(loops, any, from -> route, client, shop.fleet.flows(LISTENER));
    }

    private static TcpRoute.To to(ServerSocket origin) {
        return new TcpRoute.To((InetSocketAddress) origin.getLocalSocketAddress(), LONG, LONG);
    }

    private void speak(ServerSocket origin, TcpListener listener) throws IOException {
        try (SSLSocket near = TestTls.connect(TLS.client(), listener.address(), "orders.example.com");
                Socket far = origin.accept()) {
            near.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            assertThat(far.getInputStream().readNBytes(8)).hasSize(8);
            far.getOutputStream().write(new byte[100]);
            assertThat(near.getInputStream().readNBytes(100)).hasSize(100);
        }
    }

    @Test
    void aConnectionWhoseTlsEndsHereIsALineOfAwsFields() throws Exception {
        serve("TLS", AccessLogTest.LOGGING);
        try (ServerSocket origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TcpListener listener = listen(new TcpRoute.EndingTls(TLS.anyName(), () -> to(origin)))) {
            speak(origin, listener);
            await().until(() -> shop.logged.size() == 1);
        }
        assertThat(shop.logged.get(0))
                .matches("tls 2\\.0 2026-01-01T01:00:00 net/wire/2 p443 127\\.0\\.0\\.1:\\d+ 127\\.0\\.0\\.1:443"
                        + " \\d+ \\d+ 8 100 - arn:of-the-certificate-for-orders\\.example\\.com -"
                        + " TLS_AES_\\d+_GCM_SHA\\d+ tlsv13 - orders\\.example\\.com - - - 2026-01-01T01:00:00");
        assertThat(LogFields.of(shop.logged.get(0)).fields()).hasSize(22);
    }

    @Test
    void whoDoesNotAgreeOnTlsIsALineToo() throws Exception {
        serve("TLS", AccessLogTest.LOGGING);
        try (ServerSocket origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TcpListener listener = listen(new TcpRoute.EndingTls(TLS.anyName(), () -> to(origin)));
                Socket near = new Socket(
                        listener.address().getAddress(), listener.address().getPort())) {
            near.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> shop.logged.size() == 1);
        }
        assertThat(shop.logged.get(0))
                .matches("tls 2\\.0 \\S+ net/wire/2 p443 127\\.0\\.0\\.1:\\d+ 127\\.0\\.0\\.1:443"
                        + " \\d+ - 0 0 - - - - - - - - - - \\S+");
    }

    @Test
    void connectionsOfTcpAndThoseOfWhoKeepsNoLogAreNone() throws Exception {
        serve("TCP", AccessLogTest.LOGGING);
        try (ServerSocket origin = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TcpListener listener = listen(new TcpRoute.EndingTls(TLS.anyName(), () -> to(origin)))) {
            speak(origin, listener);
            serve("TLS", Map.of());
            speak(origin, listener);
            serve("TLS", AccessLogTest.LOGGING);
            speak(origin, listener);
            await().until(() -> !shop.logged.isEmpty());
            assertThat(shop.logged).hasSize(1);
        }
    }

    @Test
    void theNameOfAFileHasNoAddressInIt() {
        Log log = new Log(Kind.ACCESS, AlbFixtures.SCOPE, "net/wire/2", "logs", "");
        assertThat(log.key(Instant.parse("2026-01-01T01:05:00Z"), "10.0.0.1", "random"))
                .isEqualTo("AWSLogs/000000000000/elasticloadbalancing/us-east-1/2026/01/01/"
                        + "000000000000_elasticloadbalancing_us-east-1_net.wire.2_20260101T0105Z_random");
    }

    @Test
    void aRequestThroughALinkIsALine() {
        serve("TLS", AccessLogTest.LOGGING);
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, "https", 443))
                .service()
                .handle(exchange);
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(shop.logged)
                .singleElement()
                .asString()
                .matches("tls 2\\.0 \\S+ net/wire/2 p443 \\S+ \\S+:443 \\d+ 0 [1-9]\\d+ [1-9]\\d+ - arn:\\S+ -"
                        + " TLS_AES_128_GCM_SHA256 tlsv13 - - - - - \\S+");
    }
}
