package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.wire.Behaviours;
import io.underpass.wire.FreePort;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What a load balancer behind a link does, wherever it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class LoadBalancerContract {

    static final String TOKEN = "contract";
    static final int PORT = FreePort.any();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Underpass underpass = Underpass.builder()
            .port(0)
            .provisioningTime(Duration.ZERO)
            .nodes(NodeSettings.DEFAULTS.withToken(TOKEN))
            .start();
    final AwsClients aws = new AwsClients(underpass.endpoint());
    final TutorialSteps steps = new TutorialSteps(aws, PORT);
    private String linkId = "";

    /** Makes sure that the load balancer {@code name}, which is about to be created, runs where it should. */
    abstract void place(String name);

    @BeforeAll
    void createLink() {
        linkId = steps.vpcLink("edge");
    }

    @AfterAll
    void stop() {
        aws.close();
        underpass.close();
    }

    @Test
    void instancesTakeTurns() {
        try (ServiceInstance first = ServiceInstance.start("a");
                ServiceInstance second = ServiceInstance.start("b")) {
            String api = published("turns", first, second);

            assertThat(answers(api, "/x", 10)).containsOnly(Map.entry("200 a", 5), Map.entry("200 b", 5));
        }
    }

    @Test
    void whatItDoesIsCountedAtTheEdge() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            String api = published("counted", only);
            answers(api, "/x", 3);

            String labels = "\\{load_balancer=\"app/counted/\\w+\",target_group=\"\"} ";
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(metrics()).containsPattern("underpass_alb_request_total" + labels + "3\n"));
            assertThat(metrics())
                    .containsPattern("underpass_alb_processed_bytes_total" + labels + "[1-9]\\d{2,}\n")
                    .containsPattern("underpass_alb_http_code_target_2xx_total\\{load_balancer=\"app/counted/\\w+\","
                            + "target_group=\"targetgroup/counted/\\w+\"} 3\n");
        }
    }

    private String metrics() {
        return send(HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/metrics"))
                        .build())
                .body();
    }

    @Test
    void rulesMatchHostAndPath() {
        try (ServiceInstance only = ServiceInstance.start("usual")) {
            InternalAlb alb = balancer("rules", only);
            aws.loadBalancers.createRule(rule -> rule.listenerArn(alb.listenerArn())
                    .priority(1)
                    .conditions(
                            path -> path.field("path-pattern").values("/teapot*"),
                            host -> host.field("host-header").values("rules.internal"))
                    .actions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(
                                    fixed -> fixed.statusCode("418").messageBody("short and stout"))));
            String api = steps.publishedApi("rules", linkId, alb, uri("rules.internal"));
            String other = steps.publishedApi("other", linkId, alb, uri("other.internal"));

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(get(api, "/teapot/1").statusCode()).isEqualTo(418));
            assertThat(get(api, "/teapot/1").body()).isEqualTo("short and stout");
            assertThat(get(api, "/kettle").body()).startsWith("usual GET /kettle");
            assertThat(get(other, "/teapot/1").body()).startsWith("usual GET /teapot/1");
        }
    }

    @Test
    void groupsGetTheirShare() {
        try (ServiceInstance stable = ServiceInstance.start("stable");
                ServiceInstance canary = ServiceInstance.start("canary")) {
            InternalAlb alb = balancer("shares", stable);
            String second = group("shares-canary", canary.port());
            aws.loadBalancers.modifyListener(listener -> listener.listenerArn(alb.listenerArn())
                    .defaultActions(action -> action.type(ActionTypeEnum.FORWARD)
                            .forwardConfig(forward -> forward.targetGroups(
                                    TargetGroupTuple.builder()
                                            .targetGroupArn(alb.targetGroupArn())
                                            .weight(3)
                                            .build(),
                                    TargetGroupTuple.builder()
                                            .targetGroupArn(second)
                                            .weight(1)
                                            .build()))));
            String api = steps.publishedApi("shares", linkId, alb, uri("shares.internal"));
            awaitHealthy(second);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(answers(api, "/x", 4))
                            .containsOnly(Map.entry("200 stable", 3), Map.entry("200 canary", 1)));

            assertThat(answers(api, "/x", 40)).containsOnly(Map.entry("200 stable", 30), Map.entry("200 canary", 10));
        }
    }

    @Test
    void targetsSeeWhatALoadBalancerAdds() {
        try (ServiceInstance only = ServiceInstance.start("seen")) {
            String api = published("fields", only);

            HttpResponse<String> answer = get(api, "/a%2Fb?c=d");

            assertThat(answer.body())
                    .startsWith("seen GET /a")
                    .contains("x-forwarded-proto: http\n")
                    .contains("x-forwarded-port: " + PORT + "\n")
                    .contains("x-amzn-trace-id: Self=1-")
                    .containsPattern("x-forwarded-for: 127\\.0\\.0\\.1, ?172\\.31\\.\\d+\\.\\d+\\n")
                    .contains("host: fields.internal:" + PORT + "\n")
                    .doesNotContain("x-underpass-hop");
        }
    }

    @Test
    void whatRulesTakeForTheClientIsTheLink() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("sources", only);
            String api = steps.publishedApi("sources", linkId, alb, uri("sources.internal"));
            aws.loadBalancers.createRule(rule -> rule.listenerArn(alb.listenerArn())
                    .priority(1)
                    .conditions(one -> one.field("source-ip").sourceIpConfig(source -> source.values("172.31.0.0/16")))
                    .actions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(fixed -> fixed.statusCode("207")
                                    .contentType("text/plain")
                                    .messageBody("from the link"))));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(api, "/x").body()).isEqualTo("from the link"));
        }
    }

    @Test
    void bodiesPassWhole() {
        try (TestOrigin origin = TestOrigin.start(Behaviours.echoBody())) {
            String api = published("bodies", origin.port());
            String body = "0123456789".repeat(50_000);

            HttpResponse<String> answer =
                    Invocation.HOST.post(underpass.endpoint(), api, TutorialSteps.STAGE, "/x", body);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void aDeadTargetIs502AndThenUnhealthy() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("dead", only);
            String api = steps.publishedApi("dead", linkId, alb, uri("dead.internal"));

            only.kill();

            assertAnsweredByLoadBalancer(get(api, "/x"), 502, "<center><h1>502 Bad Gateway</h1></center>");
            JsonNode entry = explained(api, "/x");
            assertThat(entry.get("failure").get("step").textValue()).isEqualTo("target");
            assertThat(entry.get("failure").get("reason").textValue())
                    .contains("127.0.0.1:" + only.port())
                    .contains("Connection refused");
            await().atMost(PATIENCE).until(() -> steps.healthStates(alb).allMatch("unhealthy"::equals));
        }
    }

    @Test
    void aGroupWithoutTargetsIs503() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("leaving", only);
            String api = steps.publishedApi("leaving", linkId, alb, uri("leaving.internal"));
            assertThat(get(api, "/x").statusCode()).isEqualTo(200);

            steps.deregister(alb, only);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertAnsweredByLoadBalancer(
                            get(api, "/x"), 503, "<center><h1>503 Service Temporarily Unavailable</h1></center>"));
            assertThat(steps.healthStates(alb)).containsOnly("draining");
        }
    }

    @Test
    void aSilentTargetIs504() {
        try (TestOrigin origin = TestOrigin.start()) {
            InternalAlb alb = balancer("silent", origin.port());
            String api = steps.publishedApi("silent", linkId, alb, uri("silent.internal"));
            assertThat(get(api, "/x").statusCode()).isEqualTo(200);

            origin.behave((request, connection) -> request.target().equals("/health")
                    ? Behaviours.status(200, "OK").answer(request, connection)
                    : Behaviours.hang().answer(request, connection));
            aws.loadBalancers.modifyLoadBalancerAttributes(set -> set.loadBalancerArn(alb.arn())
                    .attributes(attribute ->
                            attribute.key("idle_timeout.timeout_seconds").value("1")));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertAnsweredByLoadBalancer(
                            get(api, "/x"), 504, "<center><h1>504 Gateway Time-out</h1></center>"));
        }
    }

    @Test
    void aDrainingTargetFinishesWhatItHasBegun() {
        CountDownLatch drained = new CountDownLatch(1);
        try (TestOrigin origin = TestOrigin.start((request, connection) -> {
            if (!request.target().equals("/slow")) {
                return Behaviours.status(200, "OK").answer(request, connection);
            }
            boolean told = drained.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Behaviours.status(200, told ? "slow" : "too slow").answer(request, connection);
        })) {
            InternalAlb alb = balancer("draining", origin.port());
            String api = steps.publishedApi("draining", linkId, alb, uri("draining.internal"));
            CompletableFuture<HttpResponse<String>> running = CompletableFuture.supplyAsync(() -> get(api, "/slow"));
            await().atMost(PATIENCE)
                    .until(() -> origin.requests().stream()
                            .anyMatch(request -> request.target().equals("/slow")));

            aws.loadBalancers.deregisterTargets(deregister -> deregister
                    .targetGroupArn(alb.targetGroupArn())
                    .targets(target -> target.id("127.0.0.1").port(origin.port())));

            await().atMost(Duration.ofSeconds(90)).until(() -> get(api, "/x").statusCode() == 503);
            assertThat(running).isNotDone();
            drained.countDown();
            assertThat(running.join().body()).isEqualTo("slow");
        }
    }

    @Test
    void theJournalTellsTheWholeWay() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("told", only);
            String api = steps.publishedApi("told", linkId, alb, uri("told.internal"));

            JsonNode route = explained(api, "/x").get("route");

            assertThat(route.get("loadBalancer").textValue()).isEqualTo(alb.arn());
            assertThat(route.get("listener").textValue()).isEqualTo(alb.listenerArn());
            assertThat(route.get("rule").textValue()).contains(":listener-rule/");
            assertThat(route.get("targetGroup").textValue()).isEqualTo(alb.targetGroupArn());
            assertThat(route.get("target").textValue()).isEqualTo("127.0.0.1:" + only.port());
            assertThat(route.get("upstreamStatus").textValue()).isEqualTo("200");
        }
    }

    @Test
    void manyRequestsAtOnceAllArrive() {
        try (ServiceInstance only = ServiceInstance.start("busy")) {
            String api = published("busy", only);

            List<CompletableFuture<String>> calls = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> get(api, "/n/" + i).body()))
                    .toList();

            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i).join()).startsWith("busy GET /n/" + i + "\n");
            }
        }
    }

    static String uri(String host) {
        return "http://" + host + ":" + PORT + "/{proxy}";
    }

    /** An API in front of a load balancer in front of {@code instances}; its id. */
    String published(String name, ServiceInstance... instances) {
        return steps.publishedApi(name, linkId, balancer(name, instances), uri(name + ".internal"));
    }

    private String published(String name, int port) {
        return steps.publishedApi(name, linkId, balancer(name, port), uri(name + ".internal"));
    }

    InternalAlb balancer(String name, ServiceInstance... instances) {
        place(name);
        return steps.internalAlb(name, instances);
    }

    private InternalAlb balancer(String name, int port) {
        place(name);
        InternalAlb alb = steps.internalAlb(name);
        register(alb.targetGroupArn(), port);
        awaitHealthy(alb.targetGroupArn());
        return alb;
    }

    private String group(String name, int port) {
        String arn = aws.loadBalancers
                .createTargetGroup(group -> group.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        register(arn, port);
        return arn;
    }

    private void register(String targetGroupArn, int port) {
        aws.loadBalancers.registerTargets(register -> register.targetGroupArn(targetGroupArn)
                .targets(target -> target.id("127.0.0.1").port(port)));
    }

    private void awaitHealthy(String targetGroupArn) {
        await().atMost(PATIENCE)
                .until(() -> aws
                        .loadBalancers
                        .describeTargetHealth(group -> group.targetGroupArn(targetGroupArn))
                        .targetHealthDescriptions()
                        .stream()
                        .allMatch(
                                target -> target.targetHealth().stateAsString().equals("healthy")));
    }

    HttpResponse<String> get(String api, String path) {
        return Invocation.HOST.get(underpass.endpoint(), api, TutorialSteps.STAGE, path);
    }

    /** How often which status and instance answered. */
    private Map<String, Integer> answers(String api, String path, int calls) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < calls; i++) {
            HttpResponse<String> answer = get(api, path);
            counts.merge(answer.statusCode() + " " + answer.body().split(" ", 2)[0], 1, Integer::sum);
        }
        return counts;
    }

    static void assertAnsweredByLoadBalancer(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(answer.headers().firstValue("x-amzn-remapped-server")).contains("awselb/2.0");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).isEmpty();
    }

    /** The Journal's entry of a request, once every process has told its part. */
    JsonNode explained(String api, String path) {
        URI called = underpass.invokeUrl(api, TutorialSteps.STAGE);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(called + path))
                .header("x-underpass-explain", "1")
                .build());
        String journal = answer.headers().firstValue("x-underpass-journal").orElseThrow();
        List<JsonNode> entries = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            HttpResponse<String> entry =
                    send(HttpRequest.newBuilder(underpass.endpoint().resolve(journal))
                            .build());
            if (entry.statusCode() != 200) {
                return false;
            }
            entries.add(JSON.readTree(entry.body()));
            return !entries.get(entries.size() - 1).has("awaits");
        });
        return entries.get(entries.size() - 1);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
