package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.underpass.alb.Certificates;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Scope;
import io.underpass.aws.state.StateJson;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.NodeSurroundings;
import io.underpass.wire.FreePort;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcollections.TreePMap;

/** The node's side, against an edge that can be made to misbehave. */
class LoadBalancerNodeTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/0123456789abcdef";
    private static final String LISTENER = ARN.replace(":loadbalancer/", ":listener/") + "/000000000000000%d";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private FakeController controller;
    private AlbNode node;
    private int port;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.any();
        controller = new FakeController();
        controller.hand(7, assignment(7, "first", port));
        NodeProcessSettings settings = new NodeProcessSettings(
                "orders",
                "",
                "127.0.0.1",
                controller.port(),
                "secret",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(2));
        node = AlbNode.start(settings, NodeSurroundings.DNS, OptionalInt.empty(), 1, said::add, directory.toString());
        await().until(() -> node.status() == NodeStatus.SERVING);
    }

    @AfterEach
    void stop() {
        node.close();
        controller.close();
    }

    @Test
    void servesAndAcknowledgesWhatItIsGiven() throws Exception {
        assertThat(answer()).isEqualTo("first");
        await().until(() -> controller.polls.stream().anyMatch(poll -> poll.version() == 7));

        controller.hand(8, assignment(8, "second", port));

        await().until(() -> answer().equals("second"));
        await().until(() -> controller.polls.stream().anyMatch(poll -> poll.version() == 8));
        assertThat(said).anyMatch(line -> line.startsWith("Ready."));
    }

    @Test
    void refusesWhatItCannotUseAndKeepsServing() throws Exception {
        controller.hand(9, assignment(9, "third", port).replace("\"port\"", "\"prt\""));

        await().until(() -> controller.polls.stream().anyMatch(poll -> poll.refused() == 9));
        Poll refusal = controller.polls.get(controller.polls.size() - 1);
        assertThat(refusal.version()).isEqualTo(7);
        assertThat(refusal.reasons()).singleElement().asString().contains(".port: is missing");
        assertThat(answer()).isEqualTo("first");

        controller.hand(10, assignment(10, "mended", port));
        await().until(() -> answer().equals("mended"));
        await().until(() -> controller.polls.get(controller.polls.size() - 1).refused() == 0);
    }

    @Test
    void keepsServingWhileTheEdgeIsAwayAndRecoversAlone() throws Exception {
        controller.goAway();
        await().until(() -> said.stream().anyMatch(line -> line.contains("does not answer")));
        assertThat(answer()).isEqualTo("first");
        assertThat(node.status()).isEqualTo(NodeStatus.SERVING);

        controller.hand(11, assignment(11, "after", port));
        controller.comeBack();

        await().until(() -> answer().equals("after"));
        assertThat(said).anyMatch(line -> line.contains("answers again"));
    }

    @Test
    void aPortThatIsTakenIsReportedAndTheOthersServe() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            controller.hand(12, assignment(12, "both", port, taken.getLocalPort()));

            await().until(() -> answer().equals("both"));
            await().until(() -> controller.reports.stream()
                    .flatMap(report -> report.listeners().stream())
                    .anyMatch(listener -> listener.port() == taken.getLocalPort()
                            && listener.problem().contains("in use")));
        }
    }

    @Test
    void aListenerThatEndsTlsShowsItsCertificateAndTakesNothingPlainButFromTheEdge() throws Exception {
        TestTls tls = TestTls.create();
        controller.hand(14, secured(14, "secured", tls));
        await().until(() -> answer().contains("The plain HTTP request was sent to HTTPS port"));

        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        try (SSLSocket socket = TestTls.connect(tls.client(), address, "orders.example.com");
                TestClient client = TestClient.over(socket)) {
            assertThat(client.send("GET", "/", "").read().bodyText()).isEqualTo("secured");
        }
        assertThat(TestClient.get(address, "/", NodeProtocol.HOP + ": 1").status())
                .as("a client that says it is the edge")
                .isEqualTo(400);
        assertThat(TestClient.get(address, "/", NodeProtocol.HOP + ": " + HopMark.of("secret") + "1")
                        .bodyText())
                .isEqualTo("secured");
    }

    @Test
    void whoSpeaksTlsByTheEdgesNameHasToBeTheEdge() throws Exception {
        TestTls tls = TestTls.create();
        controller.hand(16, secured(16, "secured", tls));
        await().until(() -> answer().contains("The plain HTTP request was sent to HTTPS port"));
        SSLContext anyServer = SSLContext.getInstance("TLS");
        anyServer.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        try (SSLSocket socket = TestTls.connect(anyServer, address, HopMark.serverName("secret"));
                TestClient client = TestClient.over(socket)) {
            assertThat(client.send("GET", "/", "").read().status()).isEqualTo(400);
            assertThat(client.send("GET", "/", "", NodeProtocol.HOP + ": " + HopMark.of("secret") + "1")
                            .read()
                            .bodyText())
                    .isEqualTo("secured");
        }
    }

    @Test
    void nobodyIsRefusedWhileAListenerComesToSpeakTlsAndNoLongerDoes() throws Exception {
        TestTls tls = TestTls.create();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(CompletableFuture.runAsync(
                    () -> {
                        while (!over.get()) {
                            // Whatever is spoken, a connection is taken and what comes on it is answered.
                            assertThat(TestClient.get(address, "/").status()).isIn(200, 400);
                            answers.incrementAndGet();
                        }
                    },
                    client -> new Thread(client).start()));
        }
        try {
            for (int version = 20; version < 40; version++) {
                int before = answers.get();
                boolean secure = version % 2 == 0;
                controller.hand(
                        version, secure ? secured(version, "secured", tls) : assignment(version, "plain", port));
                int wanted = secure ? 400 : 200;
                await().until(() -> clients.stream().anyMatch(CompletableFuture::isDone)
                        || (answers.get() > before + 20
                                && TestClient.get(address, "/").status() == wanted));
            }
        } finally {
            over.set(true);
        }
        CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new)).get(1, TimeUnit.MINUTES);
        assertThat(said).filteredOn(line -> line.contains("istening on")).hasSize(1);
    }

    @Test
    void aListenerThatMovesIsOnItsNewPortBeforeItLeavesTheOld() throws Exception {
        int other = FreePort.any();
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", port);
        try (TestClient connected = TestClient.connect(here)) {
            assertThat(connected.send("GET", "/", "").read().bodyText()).isEqualTo("first");

            controller.hand(41, assignment(41, "moved", other));

            await().until(() -> !listening());
        }
        assertThat(TestClient.get(new InetSocketAddress("127.0.0.1", other), "/")
                        .bodyText())
                .isEqualTo("moved");
        await().untilAsserted(() -> assertThat(said)
                .filteredOn(line -> line.contains("istening on"))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(":" + port),
                        line -> assertThat(line).startsWith("Listening on").endsWith(":" + other),
                        line -> assertThat(line)
                                .startsWith("No longer listening")
                                .endsWith(":" + port)));
    }

    @Test
    void aListenerWhoseNewPortIsTakenStaysWhereItIsAndSaysWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            controller.hand(42, assignment(42, "changed", taken.getLocalPort()));

            await().until(() -> answer().equals("changed"));
            await().until(() -> controller.reports.stream()
                    .flatMap(report -> report.listeners().stream())
                    .anyMatch(listener -> listener.port() == taken.getLocalPort()
                            && listener.problem().contains("in use")
                            && listener.problem().endsWith("meanwhile it stays on 127.0.0.1:" + port)));

            controller.hand(43, assignment(43, "again", taken.getLocalPort()));
            await().until(() -> answer().equals("again"));
            controller.hand(44, assignment(44, "back", port));
            await().until(() -> answer().equals("back"));
            await().until(() -> controller
                    .reports
                    .get(controller.reports.size() - 1)
                    .listeners()
                    .equals(List.of(new Report.ListenerSeen(port, ""))));
        }
    }

    @Test
    void aListenerWhoseNewPortIsTakenLeavesItsOldOneToAnother() throws Exception {
        TestTls tls = TestTls.create();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            AlbState moved = StateJson.read(assignment(45, "moved", taken.getLocalPort()), Assignment.class)
                    .state();
            Listener other = https(moved.listeners().values().iterator().next(), LISTENER.formatted(5));
            controller.hand(45, StateJson.text(new Assignment(45, moved.with(other), Map.of("c", pair(tls)))));

            await().until(() -> controller.polls.stream().anyMatch(poll -> poll.version() == 45));
            assertThat(answer()).contains("The plain HTTP request was sent to HTTPS port");
            await().until(() -> controller.reports.stream()
                    .flatMap(report -> report.listeners().stream())
                    .anyMatch(listener -> listener.port() == taken.getLocalPort()
                            && listener.problem().endsWith("in use")));
            assertThat(said).noneMatch(line -> line.contains("meanwhile it stays"));
        }
    }

    @Test
    void itsLoadBalancersLogsAreWrittenWhereItRuns() throws Exception {
        AlbState plain =
                StateJson.read(assignment(15, "logged", port), Assignment.class).state();
        LoadBalancer logging = plain.loadBalancers()
                .values()
                .iterator()
                .next()
                .withAttributes(Map.of("access_logs.s3.enabled", "true", "access_logs.s3.bucket", "logs"));
        controller.hand(15, StateJson.text(new Assignment(15, plain.with(logging))));
        await().until(() -> answer().equals("logged"));
        TestClient.get(
                new InetSocketAddress("127.0.0.1", port),
                "/by-the-edge",
                "Content-Length: 0", // Remarkable, but the edge has written it.
                NodeProtocol.HOP + ": " + HopMark.of("secret") + "1",
                NodeProtocol.HOP_CLIENT + ": 192.0.2.7:50123 -");
        // In one file, or in two where five minutes are over in between.
        await().untilAsserted(() -> assertThat(logged())
                .contains(" app/orders/0123456789abcdef 127.0.0.1:", "\"fixed-response\"")
                .containsPattern("app/orders/0123456789abcdef 192\\.0\\.2\\.7:50123 - "
                        + ".*/by-the-edge HTTP/1\\.1\" .* \"-\" \"-\" TID_"));
    }

    /** All that its logs hold. */
    private String logged() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("logs"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Test
    void whatItCountsIsReportedOnce() throws Exception {
        answer();
        answer();
        await().until(() -> counted("REQUEST_COUNT") == 2);
        await().until(() -> counted("HTTP_FIXED_RESPONSE_COUNT") == 2);
        await().until(() -> counted("PROCESSED_BYTES") > 0);
        answer();
        await().until(() -> counted("REQUEST_COUNT") == 3);
    }

    @Test
    void whatItCountsWhileAReportIsOnItsWayIsToldWhenItStops() throws Exception {
        controller.answerReportsAfter(Duration.ofMillis(100));
        answer();
        await().until(() -> counted("REQUEST_COUNT") == 1);
        answer();

        node.close();

        await().until(() -> counted("REQUEST_COUNT") == 2);
    }

    /** The sum over all batches, each taken once. */
    private long counted(String name) {
        Map<Long, Long> byBatch = new HashMap<>();
        controller.reports.stream()
                .flatMap(report -> report.counted().stream())
                .forEach(batch -> byBatch.put(
                        batch.number(),
                        batch.tallies().stream()
                                .mapToLong(tally -> tally.added().getOrDefault(name, 0L))
                                .sum()));
        return byBatch.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void stopsServingALoadBalancerThatIsDeleted() {
        controller.hand(13, StateJson.text(new Assignment(13, AlbState.EMPTY)));

        await().until(() -> node.status() == NodeStatus.WAITING);
        await().until(() -> !listening());
    }

    @Test
    void tellsTheEdgeWhenItStops() {
        int before = controller.reports.size();

        node.close();

        assertThat(controller.reports.size()).isGreaterThan(before);
        assertThat(listening()).isFalse();
    }

    /** A load balancer that answers {@code body} over TLS, as orders.example.com. */
    private String secured(long version, String body, TestTls tls) throws GeneralSecurityException {
        AlbState plain = StateJson.read(assignment(version, body, port), Assignment.class)
                .state();
        Listener http = plain.listeners().values().iterator().next();
        AlbState secure = plain.with(https(http, http.listenerArn()));
        return StateJson.text(new Assignment(version, secure, Map.of("c", pair(tls))));
    }

    /** One that answers as {@code http} does, by TLS and on the node's first port. */
    private Listener https(Listener http, String arn) {
        return new Listener(
                        arn,
                        ARN,
                        "HTTPS",
                        port,
                        http.defaultActions(),
                        arn.replace(":listener/", ":listener-rule/") + "/0",
                        Map.of(),
                        TreePMap.empty())
                .withTls(new Listener.Tls("ELBSecurityPolicy-2016-08", "c", Optional.empty()));
    }

    private static Certificates.Pair pair(TestTls tls) throws GeneralSecurityException {
        return new Certificates.Pair(
                Pem.of(List.of(tls.certificate("orders.example.com"))),
                Pem.of(tls.keys().getPrivate()));
    }

    private String answer() throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private boolean listening() {
        try {
            answer();
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A load balancer that answers {@code body} on {@code ports}. */
    private static String assignment(long version, String body, int... ports) {
        AlbState state = AlbState.EMPTY.with(new LoadBalancer(
                SCOPE,
                ARN,
                "orders",
                "internal-orders-1.us-east-1.elb.amazonaws.com",
                "Z35SXDOTRQ7X7K",
                Instant.EPOCH,
                Instant.EPOCH,
                "internal",
                "vpc-1",
                "application",
                List.of(),
                List.of(),
                "ipv4",
                Map.of(),
                TreePMap.empty()));
        for (int i = 0; i < ports.length; i++) {
            String listener = LISTENER.formatted(i);
            Action fixed =
                    new Action.FixedResponse(Optional.empty(), "200", Optional.of("text/plain"), Optional.of(body));
            state = state.with(new Listener(
                    listener,
                    ARN,
                    "HTTP",
                    ports[i],
                    List.of(fixed),
                    listener.replace(":listener/", ":listener-rule/") + "/0",
                    Map.of(),
                    TreePMap.empty()));
        }
        return StateJson.text(new Assignment(version, state));
    }
}
