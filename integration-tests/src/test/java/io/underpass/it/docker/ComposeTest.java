package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compose file at the root: what answers, what is private, and what happens when parts stop or are cut off. */
class ComposeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
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

        assertThat(Probe.connects(edge, project.address("alb-orders", 1, "vpc"), HTTP))
                .isTrue();
        assertThat(Probe.connects(edge, project.address("orders", 1, "orders-net"), SERVICE))
                .isFalse();
        assertThat(Probe.connects(edge, project.address("payments", 2, "payments-net"), SERVICE))
                .isFalse();
    }

    @Test
    void servicesReachNeitherLoadBalancersNorOtherServices() {
        String orders = project.container("orders", 1);

        assertThat(Probe.connects(orders, project.address("orders", 2, "orders-net"), SERVICE))
                .isTrue();
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

        assertThat(Probe.connectsFrom(elsewhere, project.address("edge", 1, "public"), 4566))
                .isTrue();
        assertThat(Probe.connectsFrom(elsewhere, project.address("alb-orders", 1, "vpc"), HTTP))
                .isFalse();
        assertThat(Probe.connectsFrom(elsewhere, project.address("orders", 1, "orders-net"), SERVICE))
                .isFalse();
    }

    /** What stands for the outside is the network that the edge publishes its port on. */
    @Test
    void loadBalancersAndServicesReachNothingOutside() {
        String outside = project.address("edge", 1, "public");

        assertThat(Probe.connects(project.container("edge", 1), outside, 4566)).isTrue();
        for (String service : List.of("alb-orders", "alb-payments", "orders", "payments")) {
            assertThat(Probe.connects(project.container(service, 1), outside, 4566))
                    .as(service)
                    .isFalse();
        }
    }

    @Test
    void aReplicaThatStopsIsLeftOutAndComesBack() {
        String replica = project.container("orders", 2);
        try (LightStream stream = new LightStream(caller, "/orders/42")) {
            ContainerEngine.succeed("stop", replica);
            await().atMost(PATIENCE).until(() -> stream.answers().getOrDefault(200, 0) > 20);
            ContainerEngine.succeed("start", replica);
            awaitBothReplicas("/orders/42");

            // Until its health check has failed twice a target gets requests, on AWS as well.
            assertThat(stream.answers()).containsOnlyKeys(statuses(stream, Set.of(200, 502, 504)));
        }
    }

    @Test
    void aLoadBalancerThatStopsIsUnreachableAloneAndComesBack() {
        try (LightStream payments = new LightStream(caller, "/payments/42")) {
            project.succeed("stop", "alb-orders");
            await().atMost(PATIENCE).until(() -> caller.status("/orders/42") == 503);
            assertThat(reason("/orders/42")).contains("orders");
            project.succeed("start", "alb-orders");
            awaitBothReplicas("/orders/42");

            assertThat(payments.answers()).containsOnlyKeys(200);
        }
    }

    @Test
    void anEdgeThatStopsComesBackWithWhatItKnew() {
        try (LightStream stream = new LightStream(caller, "/orders/42")) {
            project.succeed("stop", "edge");
            await().atMost(PATIENCE).until(() -> stream.answers().containsKey(0));
            project.succeed("start", "edge");
            awaitBothReplicas("/orders/42");
            awaitBothReplicas("/payments/42");
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

    private static Integer[] statuses(LightStream stream, Set<Integer> allowed) {
        return stream.answers().keySet().stream().filter(allowed::contains).toArray(Integer[]::new);
    }
}
