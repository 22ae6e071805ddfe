package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The compose file at the root: what answers, what is private, and what happens when parts stop or are cut off. */
@ResourceLock(ContainerEngine.ONE_AT_A_TIME)
class ComposeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Two health checks, every five seconds, each with two to answer in; and some time for a machine that is busy. */
    private static final Duration UNHEALTHY = Duration.ofSeconds(20);

    /** From {@code start} on; it takes a few seconds where the machine is not busy. */
    private static final Duration BACK = Duration.ofSeconds(30);

    /** Once what was away has answered. */
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    /** Requests, to see that all is well at first. */
    private static final int BEFORE = 20;

    /** Requests, to see that all is well again. */
    private static final int AFTER = 60;

    private static final int HTTP = 80;
    private static final int SERVICE = 8080;

    private static ComposeProject project;
    private static Caller caller;

    @BeforeAll
    static void up() {
        ContainerEngine.assumePresent();
        project = ComposeProject.up("underpass-it", ".");
        caller = new Caller(project.invoke());
    }

    @AfterAll
    static void down() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void bothReplicasOfBothServicesAnswer() {
        assertThat(caller.answer("/internal-alb").orElseThrow().body()).contains("Hello from internal ALB");
        awaitBothReplicas("/orders/42");
        awaitBothReplicas("/payments/42");
    }

    @Test
    void onlyTheEdgePublishesAPort() {
        for (String container : project.containers()) {
            String published = ContainerEngine.succeed("port", container);
            if (container.contains("edge")) {
                assertThat(published).contains("127.0.0.1:").doesNotContain("0.0.0.0:");
            } else {
                assertThat(published).as(container).isEmpty();
            }
        }
    }

    @Test
    void theEdgeReachesLoadBalancersButNoService() {
        String edge = project.container("edge", 1);

        await().until(() -> Probe.connects(edge, project.address("alb-orders", 1, "vpc"), HTTP));
        assertThat(Probe.connects(edge, project.address("orders", 1, "orders-net"), SERVICE))
                .isFalse();
        assertThat(Probe.connects(edge, project.address("payments", 2, "payments-net"), SERVICE))
                .isFalse();
    }

    @Test
    void servicesReachNeitherLoadBalancersNorOtherServices() {
        String orders = project.container("orders", 1);

        await().until(() -> Probe.connects(orders, project.address("orders", 2, "orders-net"), SERVICE));
        assertThat(Probe.connects(orders, project.address("alb-orders", 1, "orders-net"), HTTP))
                .isFalse();
        assertThat(Probe.connects(orders, project.address("alb-orders", 1, "vpc"), HTTP))
                .isFalse();
        assertThat(Probe.connects(orders, project.address("payments", 1, "payments-net"), SERVICE))
                .isFalse();
    }

    @Test
    void anyOtherNetworkReachesNeitherLoadBalancersNorServices() {
        String elsewhere = project.network("public");

        await().until(() -> Probe.connectsFrom(elsewhere, project.address("edge", 1, "public"), 4566));
        assertThat(Probe.connectsFrom(elsewhere, project.address("alb-orders", 1, "vpc"), HTTP))
                .isFalse();
        assertThat(Probe.connectsFrom(elsewhere, project.address("orders", 1, "orders-net"), SERVICE))
                .isFalse();
    }

    /** What stands for the outside is the network that the edge publishes its port on. */
    @Test
    void loadBalancersAndServicesReachNothingOutside() {
        String outside = project.address("edge", 1, "public");

        await().until(() -> Probe.connects(project.container("edge", 1), outside, 4566));
        for (String service : List.of("alb-orders", "alb-payments", "orders", "payments")) {
            assertThat(Probe.connects(project.container(service, 1), outside, 4566))
                    .as(service)
                    .isFalse();
        }
    }

    /** Its process drains on SIGTERM; what still goes to it fails, as on AWS. */
    @Test
    void aReplicaThatStopsIsLeftOutAndComesBack() {
        loseAReplica("stop");
    }

    /** What is in flight fails as well. */
    @Test
    void aReplicaThatIsKilledIsLeftOutAndComesBack() {
        loseAReplica("kill");
    }

    /** On AWS nothing else fails: requests to the target that is gone, until its health check has failed twice. */
    private void loseAReplica(String how) {
        String replica = project.container("orders", 2);
        String address = project.address("orders", 2, "orders-net");
        Outage outage = new Outage();
        List<JsonNode> entries;
        try (LightStream stream = new LightStream(caller, "/orders/42")) {
            stream.awaitMore(BEFORE);
            outage.begin();
            ContainerEngine.succeed(how, replica);
            outage.lastsNoLongerThan(UNHEALTHY);
            outage.awaitEnd();
            stream.awaitMore(AFTER);
            entries = journal(stream.failures());
            ContainerEngine.succeed("start", replica);
            awaitBothReplicas("/orders/42");
            stream.awaitMore(AFTER);
            stream.close();

            outage.check(stream, Set.of(502, 504));
        }
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.at("/failure/step").asText()).isEqualTo("target");
            assertThat(entry.at("/route/target").asText()).contains(address);
        });
    }

    @Test
    void aLoadBalancerThatStopsIsUnreachableAloneAndComesBack() {
        Outage outage = new Outage();
        try (LightStream payments = new LightStream(caller, "/payments/42");
                LightStream orders = new LightStream(caller, "/orders/42")) {
            orders.awaitMore(BEFORE);
            outage.begin();
            project.succeed("stop", "alb-orders");
            await().atMost(PATIENCE).until(() -> caller.status("/orders/42") == 503);
            assertThat(reason("/orders/42")).contains("orders");
            orders.awaitMore(AFTER);
            project.succeed("start", "alb-orders");
            Instant started = Instant.now();
            awaitBothReplicas("/orders/42");
            assertThat(Duration.between(started, Instant.now())).isLessThan(BACK);
            outage.lastsNoLongerThan(A_MOMENT);
            outage.awaitEnd();
            orders.awaitMore(AFTER);
            orders.close();
            payments.close();

            assertThat(orders.statuses()).containsKey(503);
            outage.check(orders, Set.of(502, 503, 504));
            assertThat(payments.statuses()).containsOnlyKeys(200);
        }
    }

    @Test
    void anEdgeThatStopsComesBackWithWhatItKnew() {
        Outage outage = new Outage();
        try (LightStream stream = new LightStream(caller, "/orders/42")) {
            stream.awaitMore(BEFORE);
            outage.begin();
            project.succeed("stop", "edge");
            await().atMost(PATIENCE).until(() -> stream.statuses().containsKey(Sent.NOTHING));
            project.succeed("start", "edge");
            Instant started = Instant.now();
            awaitBothReplicas("/orders/42");
            awaitBothReplicas("/payments/42");
            assertThat(Duration.between(started, Instant.now())).isLessThan(BACK);
            outage.lastsNoLongerThan(A_MOMENT);
            outage.awaitEnd();
            stream.awaitMore(AFTER);
            stream.close();

            outage.check(stream, Set.of(Sent.NOTHING));
        }
    }

    @Test
    void aCutBehindALoadBalancerIsToldFromOneBeforeIt() {
        String node = project.container("alb-orders", 1);

        ContainerEngine.succeed("network", "disconnect", project.network("orders-net"), node);
        await().atMost(PATIENCE).until(() -> Set.of(502, 503, 504).contains(caller.status("/orders/42")));
        JsonNode behind = caller.explainFailure("/orders/42");
        ContainerEngine.succeed("network", "connect", project.network("orders-net"), node);
        awaitBothReplicas("/orders/42");

        ContainerEngine.succeed("network", "disconnect", project.network("vpc"), node);
        await().atMost(PATIENCE).until(() -> caller.status("/orders/42") == 503);
        JsonNode before = caller.explainFailure("/orders/42");
        ContainerEngine.succeed("network", "connect", project.network("vpc"), node);
        awaitBothReplicas("/orders/42");

        assertThat(behind.at("/step").asText()).isIn("target", "targetGroup");
        assertThat(before.at("/step").asText()).isNotIn("target", "targetGroup");
        assertThat(before.at("/reason").asText()).contains("orders");
    }

    private static String reason(String path) {
        return caller.explainFailure(path).at("/reason").asText();
    }

    private static void awaitBothReplicas(String path) {
        Set<String> instances = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            caller.instance(path).ifPresent(instances::add);
            return instances.size() == 2;
        });
    }

    /** What the Journal says of {@code failures}, as long as it remembers them. */
    private static List<JsonNode> journal(List<Sent> failures) {
        return failures.stream()
                .map(failure -> Caller.entry(failure.entry().orElseThrow()))
                .toList();
    }
}
