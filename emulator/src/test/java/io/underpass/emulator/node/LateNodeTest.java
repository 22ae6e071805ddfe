package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.Scope;
import io.underpass.aws.state.StateJson;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.wire.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** A node that is given state which is ahead of the time that it goes by itself. */
class LateNodeTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/0123456789abcdef";
    private static final String LISTENER = ARN.replace(":loadbalancer/", ":listener/") + "/0000000000000000";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/orders/0123456789abcdef";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<HttpServer> targets = new ArrayList<>();
    private volatile String hanging = "";
    private FakeController controller;
    private AlbNode node;
    private int port;

    @BeforeEach
    void start() throws Exception {
        targets.add(target());
        targets.add(target());
        port = FreePort.any();
        controller = new FakeController();
        hand(7, ShownTime.MACHINE, 0, Optional.empty());
        NodeProcessSettings settings = new NodeProcessSettings(
                "orders",
                "",
                "127.0.0.1",
                controller.port(),
                "secret",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1));
        node = AlbNode.start(settings, OptionalInt.empty(), 1, line -> {});
        await().until(() -> !controller.reports.isEmpty()
                && lastReport().targets().size() == 2
                && lastReport().targets().stream()
                        .allMatch(target -> target.state().equals("healthy")));
    }

    private HttpServer target() throws Exception {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(threads);
        target.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals(hanging)) {
                asked.countDown();
                try {
                    answer.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.getResponseHeaders()
                    .set("x-port", Integer.toString(target.getAddress().getPort()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        target.start();
        return target;
    }

    @AfterEach
    void stop() {
        answer.countDown();
        node.close();
        controller.close();
        targets.forEach(target -> target.stop(0));
        threads.shutdownNow();
    }

    @Test
    void aTargetThatWasDeregisteredLaterThanItIsHereYetMayAnswerOn() throws Exception {
        hanging = "/hang";
        CompletableFuture<HttpResponse<Void>> held = send("/hang");
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        Duration ahead = Duration.ofMinutes(5);

        hand(8, ahead(ahead), 0, Optional.of(Instant.now().plus(ahead)));

        await().until(() -> lastReport().time().equals(ahead(ahead)));
        assertThat(held).isNotDone();
        answer.countDown();
        assertThat(held.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    }

    @Test
    void whatRequestsLeaveUntilTimeIsPutBackIsForgottenToo() throws Exception {
        hanging = "/health";
        hand(8, ahead(Duration.ofMinutes(1)), 0, Optional.empty());
        assertThat(asked.await(1, TimeUnit.MINUTES)).as("it passes a minute").isTrue();
        Duration back = Duration.ofHours(-1);
        hand(9, ahead(back), 1, Optional.empty());
        await().until(() -> controller.polls.stream().anyMatch(poll -> poll.version() == 9));
        String first = answeredBy();

        answer.countDown();
        await().until(() -> lastReport().time().equals(ahead(back)));

        assertThat(answeredBy()).as("whose turn it was").isEqualTo(first);
    }

    private static ShownTime ahead(Duration time) {
        return new ShownTime(Optional.of(time), Optional.empty());
    }

    private Report lastReport() {
        return controller.reports.get(controller.reports.size() - 1);
    }

    private String answeredBy() throws Exception {
        return send("/").get(1, TimeUnit.MINUTES).headers().firstValue("x-port").orElseThrow();
    }

    private CompletableFuture<HttpResponse<Void>> send(String path) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** A load balancer that forwards to both targets, which are deregistered where a time is named. */
    private void hand(long version, ShownTime time, long forgotten, Optional<Instant> deregisteredAt) {
        PSortedMap<String, TargetGroup.TargetDescription> described = TreePMap.empty();
        for (HttpServer target : targets) {
            TargetGroup.TargetDescription one = new TargetGroup.TargetDescription(
                    "127.0.0.1", target.getAddress().getPort(), Optional.empty(), deregisteredAt);
            described = described.plus(one.key(), one);
        }
        AlbState state = AlbState.EMPTY
                .with(new LoadBalancer(
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
                        TreePMap.empty()))
                .with(new TargetGroup(
                        SCOPE,
                        GROUP,
                        "orders",
                        "HTTP",
                        "HTTP1",
                        80,
                        "vpc-1",
                        "ip",
                        "ipv4",
                        new TargetGroup.HealthCheck(
                                true, "HTTP", "traffic-port", "/health", 30, 30, 2, 2, HttpCodes.of(200)),
                        described,
                        Map.of("deregistration_delay.timeout_seconds", "300"),
                        TreePMap.empty()))
                .with(new Listener(
                        LISTENER,
                        ARN,
                        "HTTP",
                        port,
                        List.of(new Action.Forward(
                                Optional.empty(),
                                List.of(new Action.Forward.WeightedTargetGroup(GROUP, 1)),
                                false,
                                Optional.empty())),
                        LISTENER.replace(":listener/", ":listener-rule/") + "/0",
                        Map.of(),
                        TreePMap.empty()));
        controller.hand(version, StateJson.text(new Assignment(version, state, Map.of(), List.of(), time, forgotten)));
    }
}
