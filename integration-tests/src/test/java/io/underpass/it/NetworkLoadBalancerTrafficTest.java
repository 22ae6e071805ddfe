package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.VpcLinkStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Requests through VPC links of both versions to network load balancers, and on to what stands behind these. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkLoadBalancerTrafficTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);

    @AfterEach
    void stop() {
        aws.close();
        emulator.close();
    }

    @Test
    void theFormerArchitectureWorksFromTheLinkToTheTarget() throws Exception {
        try (ServiceInstance orders = ServiceInstance.start("orders")) {
            InternalAlb alb = steps.internalAlb("orders", orders);
            String nlb = networkLoadBalancer();
            String group = group("front", 80, TargetTypeEnum.ALB, "HTTP");
            listen(nlb, 80, group);
            register(group, alb.arn(), 80);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state(group)).isEqualTo("healthy"));
            String api = deployed(linkV1(nlb), Optional.empty(), "http://orders.internal/shop");

            HttpResponse<String> answer = call(api);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("orders GET /shop")
                    .contains("host: orders.internal", "x-forwarded-port: 80")
                    .containsPattern("x-forwarded-for: .*172\\.31\\.\\d+\\.\\d+\n");
            await().untilAsserted(() -> assertThat(journal(api))
                    .contains(nlb, group, alb.arn(), alb.listenerArn(), alb.targetGroupArn())
                    .contains("127.0.0.1:" + orders.port()));
            assertThatThrownBy(() -> aws.loadBalancers.deleteLoadBalancer(one -> one.loadBalancerArn(alb.arn())))
                    .isInstanceOf(ResourceInUseException.class);
            assertThatThrownBy(() -> aws.loadBalancers.deleteListener(one -> one.listenerArn(alb.listenerArn())))
                    .isInstanceOf(ResourceInUseException.class);
        }
    }

    @Test
    void anAlbThatFailsItsChecksIsAnUnhealthyTarget() {
        InternalAlb alb = steps.internalAlb("empty");
        String nlb = networkLoadBalancer();
        String group = group("front", 80, TargetTypeEnum.ALB, "HTTP");
        listen(nlb, 80, group);
        register(group, alb.arn(), 80);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(group)).isEqualTo("unhealthy"));

        TargetHealth health = health(group);
        assertThat(health.reasonAsString()).isEqualTo("Target.ResponseCodeMismatch");
        assertThat(health.description()).isEqualTo("Health checks failed with these codes: [503]");
    }

    @Test
    void aLinkOfTheFirstVersionReachesTargetsAndTheirHeaderFieldsAreTheGateways() throws Exception {
        try (ServiceInstance orders = ServiceInstance.start("orders")) {
            String nlb = networkLoadBalancer();
            String group = group("wire", 80, TargetTypeEnum.IP, "TCP");
            listen(nlb, 8081, group);
            register(group, "127.0.0.1", orders.port());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state(group)).isEqualTo("healthy"));
            String api = deployed(linkV1(nlb), Optional.empty(), "http://orders.internal:8081/shop");

            HttpResponse<String> answer = call(api);

            assertThat(answer.body())
                    .startsWith("orders GET /shop")
                    .contains("host: orders.internal")
                    .doesNotContain("x-forwarded-for: 172");
        }
    }

    @Test
    void aLinkOfTheSecondVersionReachesAllTargetsOfANetworkLoadBalancer() throws Exception {
        try (ServiceInstance one = ServiceInstance.start("one");
                ServiceInstance two = ServiceInstance.start("two")) {
            String nlb = networkLoadBalancer();
            String group = group("wire", 80, TargetTypeEnum.IP, "HTTP");
            listen(nlb, 80, group);
            register(group, "127.0.0.1", one.port());
            register(group, "127.0.0.1", two.port());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(states(group)).containsExactly("healthy", "healthy"));
            String api = deployed(steps.vpcLink("net"), Optional.of(nlb), "http://orders.internal/");

            Set<String> answered = new TreeSet<>();
            for (int i = 0; i < 100; i++) {
                answered.add(call(api).body().split(" ")[0]);
            }

            assertThat(answered).containsExactly("one", "two");
        }
    }

    @Test
    void aTargetThatTakesNoConnectionsIsUnhealthyAndRequestsAreAnswered500() throws Exception {
        ServiceInstance orders = ServiceInstance.start("orders");
        String nlb = networkLoadBalancer();
        String group = group("wire", 80, TargetTypeEnum.IP, "TCP");
        listen(nlb, 80, group);
        register(group, "127.0.0.1", orders.port());
        orders.kill();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(group)).isEqualTo("unhealthy"));
        assertThat(health(group).reasonAsString()).isEqualTo("Target.FailedHealthChecks");
        String api = deployed(linkV1(nlb), Optional.empty(), "http://orders.internal/");

        HttpResponse<String> answer = call(api);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        await().untilAsserted(() ->
                assertThat(journal(api)).contains("127.0.0.1:" + orders.port() + " unhealthy (no connection"));
    }

    @Test
    void aDeregisteredTargetDrainsAndTheNextRequestFindsNone() throws Exception {
        try (ServiceInstance orders = ServiceInstance.start("orders")) {
            String nlb = networkLoadBalancer();
            String group = group("wire", 80, TargetTypeEnum.IP, "TCP");
            listen(nlb, 80, group);
            register(group, "127.0.0.1", orders.port());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state(group)).isEqualTo("healthy"));
            String api = deployed(linkV1(nlb), Optional.empty(), "http://orders.internal/");
            assertThat(call(api).statusCode()).isEqualTo(200);

            aws.loadBalancers.deregisterTargets(
                    one -> one.targetGroupArn(group).targets(target("127.0.0.1", orders.port())));

            assertThat(state(group)).isEqualTo("draining");
            assertThat(call(api).statusCode()).isEqualTo(500);
        }
    }

    private String networkLoadBalancer() {
        return aws.loadBalancers
                .createLoadBalancer(balancer -> balancer.name("wire")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .scheme(LoadBalancerSchemeEnum.INTERNAL)
                        .subnets("subnet-0a1b2c3d"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    private String group(String name, int port, TargetTypeEnum type, String checkedOver) {
        CreateTargetGroupRequest.Builder group = CreateTargetGroupRequest.builder()
                .name(name)
                .protocol(ProtocolEnum.TCP)
                .port(port)
                .vpcId("vpc-0a1b2c3d")
                .targetType(type)
                .healthCheckProtocol(checkedOver)
                .healthCheckIntervalSeconds(5)
                .healthCheckTimeoutSeconds(2)
                .unhealthyThresholdCount(2)
                .healthyThresholdCount(2);
        return aws.loadBalancers
                .createTargetGroup(group.build())
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private void listen(String loadBalancer, int port, String group) {
        aws.loadBalancers.createListener(listener -> listener.loadBalancerArn(loadBalancer)
                .protocol(ProtocolEnum.TCP)
                .port(port)
                .defaultActions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(group)));
    }

    private void register(String group, String id, int port) {
        aws.loadBalancers.registerTargets(one -> one.targetGroupArn(group).targets(target(id, port)));
    }

    private static TargetDescription target(String id, int port) {
        return TargetDescription.builder().id(id).port(port).build();
    }

    private List<String> states(String group) {
        return aws
                .loadBalancers
                .describeTargetHealth(one -> one.targetGroupArn(group))
                .targetHealthDescriptions()
                .stream()
                .map(target -> target.targetHealth().stateAsString())
                .toList();
    }

    private String state(String group) {
        return states(group).get(0);
    }

    private TargetHealth health(String group) {
        return aws.loadBalancers
                .describeTargetHealth(one -> one.targetGroupArn(group))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
    }

    private String linkV1(String loadBalancer) {
        String id = aws.apis
                .createVpcLink(one -> one.name("former").targetArns(loadBalancer))
                .id();
        await().atMost(PATIENCE)
                .until(() -> aws.apis.getVpcLink(one -> one.vpcLinkId(id)).status() == VpcLinkStatus.AVAILABLE);
        return id;
    }

    private String deployed(String link, Optional<String> target, String uri) {
        String api = steps.restApi("shop");
        String root =
                aws.apis.getResources(all -> all.restApiId(api)).items().get(0).id();
        aws.apis.putMethod(method ->
                method.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(put -> {
            put.restApiId(api)
                    .resourceId(root)
                    .httpMethod("GET")
                    .type(IntegrationType.HTTP_PROXY)
                    .integrationHttpMethod("GET")
                    .connectionType(ConnectionType.VPC_LINK)
                    .connectionId(link)
                    .uri(uri);
            target.ifPresent(put::integrationTarget);
        });
        aws.apis.createDeployment(deployment -> deployment.restApiId(api).stageName(TutorialSteps.STAGE));
        return api;
    }

    private HttpResponse<String> call(String api) throws Exception {
        return Invocation.HOST.get(emulator.endpoint(), api, TutorialSteps.STAGE, "/");
    }

    /** The Journal's newest entry of the API. */
    private String journal(String api) throws Exception {
        URI newest = emulator.endpoint().resolve("/_underpass/journal?limit=1&api=" + api);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(newest).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
