package io.underpass.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.journal.JournalFilter;
import io.underpass.emulator.node.NodeProcessSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.wire.FreePort;
import io.underpass.wire.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults where no request passes through this process, or none at all: on nodes, on bare connections, on health checks. */
class FaultsElsewhereTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpServer target;
    private static Underpass underpass;
    private static AlbNode node;
    private static Applied applied;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        target.start();
        port = FreePort.any();
        underpass = Underpass.builder()
                .nodes(NodeSettings.DEFAULTS.withToken("secret"))
                .openListeners(true)
                .start();
        applied = underpass.apply(Description.of()
                .loadBalancer("orders", lb -> lb.listener(port, l -> l.forwardTo(place())))
                .loadBalancer("here", place())
                .loadBalancer("wire", lb -> lb.network().forwardTo(place()))
                .api(
                        "shop",
                        "test",
                        api -> api.route("GET /orders", r -> r.to("orders")).route("GET /wire", r -> r.to("wire"))));
        node = AlbNode.start(
                new NodeProcessSettings(
                        "orders",
                        "",
                        "127.0.0.1",
                        underpass.endpoint().getPort(),
                        "secret",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1)),
                OptionalInt.empty(),
                1,
                line -> {});
        await().until(() -> node.status().healthy() && get("/orders") == 200);
    }

    @AfterAll
    static void stop() {
        node.close();
        underpass.close();
        target.stop(0);
    }

    @AfterEach
    void nothingGoesWrong() {
        underpass.faults().clear();
    }

    @Test
    void aFaultHitsOnANodeAtOnceAndIsGoneAtOnce() throws Exception {
        String id = underpass.faults().add(Fault.onLoadBalancer("orders").status(503));
        assertThat(get("/orders")).isEqualTo(503);
        assertThat(straight()).as("past the edge").isEqualTo(503);
        await().until(() -> underpass.faults().find(id).orElseThrow().hits() == 2);
        await().untilAsserted(() -> assertThat(underpass.journal().newest(JournalFilter.ALL, 10))
                .map(entry -> entry.step("fault"))
                .contains(Optional.of("the fault " + id)));

        underpass.faults().remove(id);
        assertThat(get("/orders")).isEqualTo(200);
    }

    @Test
    void listenersAndTargetsOfNodesAreHitToo() throws Exception {
        underpass.faults().add(Fault.onListener("orders:" + port).status(418).times(1));
        assertThat(get("/orders")).isEqualTo(418);
        assertThat(get("/orders")).isEqualTo(200);

        underpass.faults().add(Fault.onTarget(place()).reset().sparingHealthChecks());
        assertThat(get("/orders")).isEqualTo(502);
        underpass.reset(underpass.export());
        assertThat(get("/orders")).isEqualTo(200);
    }

    @Test
    void aConnectionThroughANetworkLoadBalancerIsHeldUpAndReset() throws Exception {
        assertThat(talk()).startsWith("HTTP/1.1 200");
        underpass.faults().add(Fault.onLoadBalancer("wire").latency(Duration.ofMillis(40)));
        long began = System.nanoTime();
        assertThat(talk()).startsWith("HTTP/1.1 200");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(30));

        String id = underpass.faults().add(Fault.onTarget(place()).status(503).times(1));
        assertThatThrownBy(FaultsElsewhereTest::talk)
                .as("nobody can be told a status")
                .isInstanceOf(SocketException.class);
        assertThat(underpass.faults().find(id).orElseThrow().spent()).isTrue();
        assertThat(talk()).startsWith("HTTP/1.1 200");

        underpass.faults().add(Fault.onTarget(place()).status(503).times(1));
        assertThat(get("/wire")).as("a request through a link").isEqualTo(503);
    }

    @Test
    void aFaultOnATargetFailsItsHealthChecks() throws Exception {
        String arn = applied.targetGroupArn("here", place());
        underpass.clock().freeze();
        underpass.faults().add(Fault.onTarget(place()).reset());
        underpass.clock().advance(Duration.ofSeconds(10));
        assertThat(health(arn)).contains("<State>unhealthy</State>", "Target.FailedHealthChecks");

        underpass.faults().clear();
        underpass.clock().advance(Duration.ofMinutes(1)); // A check may take too long where the machine pauses.
        assertThat(health(arn)).contains("<State>healthy</State>");

        underpass.faults().add(Fault.onTarget(place()).reset().sparingHealthChecks());
        underpass.clock().advance(Duration.ofSeconds(10));
        assertThat(health(arn)).contains("<State>healthy</State>");
        underpass.clock().reset();
    }

    private static String place() {
        return HostAndPort.of(target.getAddress()).toString();
    }

    private static String health(String groupArn) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "Version=2015-12-01&Action=DescribeTargetHealth&TargetGroupArn=" + groupArn))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int get(String path) throws Exception {
        return status(URI.create(applied.invokeUrl("shop") + path));
    }

    private static int straight() throws Exception {
        return status(URI.create("http://127.0.0.1:" + port + "/orders"));
    }

    private static int status(URI url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** What comes back on a connection to the network load balancer. */
    private static String talk() throws IOException {
        HostAndPort wire = underpass.listeners().stream()
                .filter(listener -> listener.loadBalancerName().equals("wire"))
                .map(listener -> HostAndPort.parse(listener.address()).orElseThrow())
                .findFirst()
                .orElseThrow();
        try (Socket socket = new Socket(wire.host(), wire.port().orElseThrow())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
