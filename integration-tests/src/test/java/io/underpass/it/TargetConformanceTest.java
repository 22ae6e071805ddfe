package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.Behaviours;
import io.underpass.wire.NobodyThere;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Health checks, and which targets get requests. The emulator's time stands still but where a test lets it pass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetConformanceTest {

    private static final String INSTANCE = "i-0123456789abcdef0";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final UnaryOperator<CreateTargetGroupRequest.Builder> AS_IS = UnaryOperator.identity();

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).targetAddresses(Map.of(INSTANCE, "127.0.0.1")));
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final List<TestOrigin> origins = new CopyOnWriteArrayList<>();
    private final TestOrigin checked = origin(200);
    private TargetedAlb alb;
    private String checkedGroup;

    private TestOrigin origin(int status) {
        TestOrigin started = TestOrigin.start(Behaviours.status(status, "x"));
        origins.add(started);
        return started;
    }

    @BeforeAll
    void build() {
        emulator.stopTime();
        alb = new TargetedAlb(aws, emulator.endpoint(), "targets");
        checkedGroup = alb.group("checked", AS_IS, TargetedAlb.at(checked.port()));
    }

    @AfterAll
    void stop() {
        aws.close();
        emulator.close();
        origins.forEach(TestOrigin::close);
    }

    /** So many checks of each target come after those that were made at once. */
    private void passChecks(int count) {
        emulator.pass(TargetedAlb.CHECK_INTERVAL.multipliedBy(count));
    }

    private String state(String group, TestOrigin target) {
        return alb.health(group, TargetedAlb.at(target.port())).stateAsString();
    }

    @Test
    @Conformance("ALB-T2")
    @DisplayName("ALB-T2 One success makes a new target healthy")
    void oneSuccess() {
        TestOrigin fresh = origin(200);
        CountDownLatch well = new CountDownLatch(1);
        fresh.behave((request, connection) -> {
            well.await();
            return Behaviours.status(200, "x").answer(request, connection);
        });
        String group = alb.group("fresh", AS_IS, TargetedAlb.at(fresh.port()));
        TargetHealth first = alb.health(group, TargetedAlb.at(fresh.port()));
        assertThat(first.stateAsString()).isEqualTo("initial");
        assertThat(first.reasonAsString()).isIn("Elb.RegistrationInProgress", "Elb.InitialHealthChecking");
        well.countDown();
        alb.awaitState(group, fresh.port(), "healthy");
        assertThat(fresh.count()).isEqualTo(1);
        assertThat(alb.health(group, TargetedAlb.at(fresh.port())).reasonAsString())
                .isNull();
    }

    @Test
    @Conformance({"ALB-T3", "ALB-T6"})
    @DisplayName("ALB-T3 ALB-T6 Two wrong codes make a target unhealthy, five right ones healthy again")
    void wrongCodes() {
        TestOrigin sick = origin(500);
        String group = alb.group("sick", AS_IS, TargetedAlb.at(sick.port()));
        await().atMost(PATIENCE).until(() -> sick.count() == 1);
        assertThat(state(group, sick)).isEqualTo("initial");
        passChecks(1);
        TargetHealth health = alb.health(group, TargetedAlb.at(sick.port()));
        assertThat(health.stateAsString()).isEqualTo("unhealthy");
        assertThat(health.reasonAsString()).isEqualTo("Target.ResponseCodeMismatch");
        assertThat(health.description()).isEqualTo("Health checks failed with these codes: [500]");
        sick.behave(Behaviours.status(200, "x"));
        passChecks(4);
        assertThat(state(group, sick)).isEqualTo("unhealthy");
        passChecks(1);
        assertThat(state(group, sick)).isEqualTo("healthy");
        assertThat(sick.count()).isEqualTo(2 + 5);
    }

    @Test
    @Conformance("ALB-T5")
    @DisplayName("ALB-T5 A closed port fails the checks")
    void closedPort() {
        try (NobodyThere closed = NobodyThere.open()) {
            String group = alb.group("closed", AS_IS, TargetedAlb.at(closed.port()));
            passChecks(1);
            TargetHealth health = alb.health(group, TargetedAlb.at(closed.port()));
            assertThat(health.stateAsString()).isEqualTo("unhealthy");
            assertThat(health.reasonAsString()).isEqualTo("Target.FailedHealthChecks");
            assertThat(health.description()).isEqualTo("Health checks failed");
        }
    }

    @Test
    @Conformance("ALB-T7")
    @DisplayName("ALB-T7 A redirect is a code like others")
    void redirects() {
        TestOrigin redirecting = origin(302);
        String group = alb.group(
                "redirecting",
                settings -> settings.matcher(
                        Matcher.builder().httpCode("200,301-302").build()),
                TargetedAlb.at(redirecting.port()));
        alb.awaitState(group, redirecting.port(), "healthy");
    }

    @Test
    @Conformance("ALB-T8")
    @DisplayName("ALB-T8 The request of a health check")
    void theRequestOfACheck() {
        await().atMost(PATIENCE).until(() -> checked.count() > 0);
        TestOrigin.Request request = checked.requests().get(0);
        assertThat(request.method() + ' ' + request.target()).isEqualTo("GET /health?deep=1");
        assertThat(request.headers())
                .containsExactly(
                        "Host: 127.0.0.1:" + checked.port(),
                        "Connection: close",
                        "User-Agent: ELB-HealthChecker/2.0",
                        "Accept-Encoding: gzip, compressed");
    }

    @Test
    @Conformance("ALB-T11")
    @DisplayName("ALB-T11 What a target answers still when its deregistration delay ends becomes 502")
    void theDelayEnds() {
        TestOrigin slow = origin(200);
        slow.behave((request, connection) -> request.target().startsWith("/health")
                ? Behaviours.status(200, "x").answer(request, connection)
                : Behaviours.hang().answer(request, connection));
        String group = alb.group("draining", AS_IS, TargetedAlb.at(slow.port()));
        alb.attributes(group, Map.of("deregistration_delay.timeout_seconds", "2"));
        try (TestClient client = alb.client()) {
            client.send("GET", "/draining", "", alb.withHost());
            await().atMost(PATIENCE)
                    .until(() -> slow.requests().stream()
                            .anyMatch(request -> request.target().equals("/draining")));
            alb.deregister(group, TargetedAlb.at(slow.port()));
            emulator.pass(Duration.ofMillis(1999));
            assertThat(state(group, slow)).isEqualTo("draining");
            assertThat(slow.connectionsOpen()).as("the request's").isEqualTo(1);
            emulator.pass(Duration.ofMillis(1));
            assertThat(client.read().status()).isEqualTo(502);
        }
    }

    @Test
    @Conformance("ALB-T12")
    @DisplayName("ALB-T12 A target that was never registered is unused")
    void neverRegistered() {
        TargetHealth health = alb.health(checkedGroup, TargetedAlb.at(9));
        assertThat(health.stateAsString()).isEqualTo("unused");
        assertThat(health.reasonAsString()).isEqualTo("Target.NotRegistered");
    }

    @Test
    @Conformance("ALB-T13")
    @DisplayName("ALB-T13 Round robin gives three targets a third each")
    void roundRobin() {
        TestOrigin[] three = {origin(200), origin(200), origin(200)};
        String group = alb.group("thirds", AS_IS, targets(List.of(three)));
        for (TestOrigin one : three) {
            alb.awaitState(group, one.port(), "healthy");
        }
        assertThat(alb.statuses("/thirds", 300)).containsOnly(200);
        for (TestOrigin one : three) {
            assertThat(one.requests().stream()
                            .filter(request -> request.target().equals("/thirds")))
                    .hasSize(100);
        }
    }

    @Test
    @Conformance("ALB-T25")
    @DisplayName("ALB-T25 A public address is no target")
    void publicAddresses() {
        TargetDescription google = TargetDescription.builder().id("8.8.8.8").build();
        assertThatThrownBy(() -> alb.register(checkedGroup, google))
                .isInstanceOfSatisfying(
                        ElasticLoadBalancingV2Exception.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidTarget"));
    }

    @Test
    @Conformance("ALB-S13")
    @DisplayName("ALB-S13 Where all targets are unhealthy requests reach them nevertheless")
    void failOpen() {
        TestOrigin failing = origin(418);
        String group = alb.group("open", AS_IS, TargetedAlb.at(failing.port()));
        passChecks(1);
        assertThat(state(group, failing)).isEqualTo("unhealthy");
        assertThat(alb.get("/open").status()).isEqualTo(418);
    }

    @Test
    @Conformance("ALB-S14")
    @DisplayName("ALB-S14 Where all targets are unused the answer is 503")
    void allUnused() {
        TargetDescription elsewhere = TargetedAlb.at(checked.port()).toBuilder()
                .availabilityZone("us-east-1f")
                .build();
        String group = alb.group("unused", AS_IS, elsewhere);
        TargetHealth health = alb.health(group, elsewhere);
        assertThat(health.stateAsString()).isEqualTo("unused");
        assertThat(health.reasonAsString()).isEqualTo("Target.NotInUse");
        assertThat(alb.get("/unused").status()).isEqualTo(503);
    }

    @Test
    @Conformance("ALB-S15")
    @DisplayName("ALB-S15 Below the threshold for routing all targets get requests")
    void belowTheThreshold() {
        List<TestOrigin> several = List.of(origin(200), origin(418), origin(418), origin(418));
        String group = alb.group("few", AS_IS, targets(several));
        alb.attributes(group, Map.of("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "2"));
        passChecks(1);
        assertThat(several.stream().map(one -> state(group, one)))
                .containsExactly("healthy", "unhealthy", "unhealthy", "unhealthy");
        List<Integer> statuses = alb.statuses("/few", 40);
        assertThat(Collections.frequency(statuses, 418)).isEqualTo(30);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(10);
    }

    /** By the machine's time, which other tests need not wait for. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Conformance("ALB-S10")
    @DisplayName("ALB-S10 A target that drops SYNs is a 504 after ten seconds")
    void droppedSyns() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            try {
                fill(full, waiting);
                alb.group(
                        "deaf",
                        group -> group.healthCheckPort(Integer.toString(checked.port())),
                        TargetedAlb.at(full.getLocalPort()));
                long begun = System.nanoTime();
                assertThat(alb.get("/deaf").status()).isEqualTo(504);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(Duration.ofMillis(9500), Duration.ofSeconds(29));
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    /** Connects until nobody answers any more: who does not accept drops the SYNs of further clients. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 500);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("a listener that accepts nothing has not filled");
    }

    @Test
    void anInstanceIsWhereTheSettingsSay() {
        TargetDescription instance =
                TargetDescription.builder().id(INSTANCE).port(checked.port()).build();
        String group = alb.group("instance", settings -> settings.targetType(TargetTypeEnum.INSTANCE), instance);
        await().atMost(PATIENCE)
                .until(() -> alb.health(group, instance).stateAsString().equals("healthy"));
        assertThat(alb.get("/instance").status()).isEqualTo(200);
    }

    private static TargetDescription[] targets(List<TestOrigin> origins) {
        return origins.stream().map(one -> TargetedAlb.at(one.port())).toArray(TargetDescription[]::new);
    }
}
