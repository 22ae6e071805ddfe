package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static io.underpass.it.ControlCalls.refusal;
import static io.underpass.it.ControlCalls.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** VPC links, integrations that use them, and what reaches the load balancers behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivateIntegrationConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SUBNETS = "`subnetIds`:[`subnet-0a1b2c3d`],`securityGroupIds`:[`sg-0a1b2c3d`]}";

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(clients);
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());
    private final ServiceInstance orders = ServiceInstance.start("orders");
    private String linkId;
    private InternalAlb alb;

    @BeforeAll
    void build() {
        linkId = steps.vpcLink("edge");
        alb = steps.internalAlb("orders", orders);
    }

    @AfterAll
    void stop() {
        clients.close();
        emulator.close();
        orders.close();
    }

    @Test
    @Conformance("V02")
    @DisplayName("V02 A link that is ready says so")
    void aLinkThatIsReady() {
        JsonNode link = aws.call("GET /v2/vpclinks/" + linkId);
        assertThat(link.path("vpcLinkStatus").asText()).isEqualTo("AVAILABLE");
        assertThat(link.path("vpcLinkStatusMessage").asText()).isEqualTo("VPC link is ready to route traffic");
        assertThat(link.path("vpcLinkVersion").asText()).isEqualTo("V2");
    }

    @Test
    @Conformance("V03")
    @DisplayName("V03 A deleted link is gone after a while")
    void aDeletedLink() {
        String id = aws.call("POST /v2/vpclinks", "{`name`:`short`," + SUBNETS)
                .path("vpcLinkId")
                .asText();
        assertThat(aws.answer("DELETE /v2/vpclinks/" + id, "").status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> aws.answer("GET /v2/vpclinks/" + id, "").status() == 404);
        assertThat(aws.answer("GET /v2/vpclinks/" + id, "").header("x-amzn-ErrorType"))
                .contains("NotFoundException");
    }

    @Test
    @Conformance("V04")
    @DisplayName("V04 An integration over a v2 link needs a target")
    void anIntegrationNeedsATarget() {
        ApiDraft api = new ApiDraft(aws).open("/", "GET", "");
        TestClient.Response answer = aws.answer(
                "PUT " + api.method("/", "GET") + "/integration",
                "{`type`:`HTTP_PROXY`,`httpMethod`:`GET`,`connectionType`:`VPC_LINK`,`connectionId`:`" + linkId
                        + "`,`uri`:`http://orders.internal/`}");
        assertThat(refusal(answer))
                .isEqualTo("400 BadRequestException: IntegrationTarget is required for VpcLinkV2 " + linkId);
    }

    @Test
    @Conformance("V05")
    @DisplayName("V05 An imported integration over a v2 link needs a target")
    void anImportedIntegrationNeedsATarget() {
        String expected =
                "400 BadRequestException: Errors found during import:\n\tUnable to put integration on 'GET' for"
                        + " resource at path '/': IntegrationTarget is required for VpcLinkV2 " + linkId;
        ApiDraft api = new ApiDraft(aws);
        assertThat(refusal(aws.answer("PUT " + api.path() + "?mode=overwrite", document(""))))
                .isEqualTo(expected);
        assertThat(refusal(aws.answer("POST /restapis?mode=import", document(""))))
                .isEqualTo(expected);
        String imported = aws.call("POST /restapis?mode=import", document(",`integrationTarget`:`" + alb.arn() + "`"))
                .path("id")
                .asText();
        assertThat(aws.call("GET /restapis/" + imported + "/resources?embed=methods")
                        .at("/item/0/resourceMethods/GET/methodIntegration/integrationTarget")
                        .asText())
                .isEqualTo(alb.arn());
    }

    private String document(String target) {
        return "{`openapi`:`3.0.1`,`info`:{`title`:`orders`,`version`:`1`},`paths`:{`/`:{`get`:{"
                + "`x-amazon-apigateway-integration`:{`type`:`http_proxy`,`httpMethod`:`GET`,"
                + "`uri`:`http://orders.internal/`,`connectionType`:`VPC_LINK`,`connectionId`:`" + linkId + "`" + target
                + "}}}}}";
    }

    @Test
    @Conformance("V06")
    @DisplayName("V06 A full integration is echoed")
    void aFullIntegration() {
        ApiDraft api = new ApiDraft(aws).open("/", "GET", "");
        TestClient.Response answer = aws.answer(
                "PUT " + api.method("/", "GET") + "/integration",
                "{`type`:`HTTP_PROXY`,`httpMethod`:`GET`,`uri`:`http://orders.internal/`" + overLink() + "}");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode made = tree(answer);
        assertThat(made.path("connectionType").asText()).isEqualTo("VPC_LINK");
        assertThat(made.path("connectionId").asText()).isEqualTo(linkId);
        assertThat(made.path("integrationTarget").asText()).isEqualTo(alb.arn());
        assertThat(made.path("timeoutInMillis").asInt()).isEqualTo(29000);
        assertThat(made.path("passthroughBehavior").asText()).isEqualTo("WHEN_NO_MATCH");
        assertThat(made.path("cacheNamespace").asText()).isEqualTo(api.resource("/"));
        assertThat(made.path("cacheKeyParameters").isArray()).isTrue();
    }

    @Test
    @Conformance("V10")
    @DisplayName("V10 A uri without a path leads to /")
    void aUriWithoutAPath() {
        ApiDraft api = over("/{proxy+}", "http://alb.internal").deploy();
        assertThat(api.get("/dev/a/b").bodyText()).startsWith("orders GET /\n").contains("host: alb.internal\n");
    }

    @Test
    @Conformance("V11")
    @DisplayName("V11 The port of the uri chooses the listener")
    void thePortOfTheUri() {
        InternalAlb ports = steps.internalAlb("ports", orders);
        clients.loadBalancers.createListener(listener -> listener.loadBalancerArn(ports.arn())
                .protocol(ProtocolEnum.HTTP)
                .port(8080)
                .defaultActions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(ports.targetGroupArn())));
        clients.loadBalancers.modifyListener(listener -> listener.listenerArn(ports.listenerArn())
                .defaultActions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                        .fixedResponseConfig(fixed -> fixed.statusCode("200")
                                .contentType("text/plain")
                                .messageBody("port 80"))));
        ApiDraft api = new ApiDraft(aws)
                .proxy("/a", "GET", "http://example.com:8080/a", over(ports))
                .proxy("/b", "GET", "http://example.com/b", over(ports))
                .deploy();
        assertThat(api.get("/dev/a").bodyText()).startsWith("orders GET /a\n").contains("host: example.com:8080\n");
        assertThat(api.get("/dev/b").bodyText()).isEqualTo("port 80");
    }

    @Test
    @Conformance("V12")
    @DisplayName("V12 The host of the uri need not exist")
    void theHostOfTheUri() {
        ApiDraft api = over("/x", "http://no-such-host.invalid/x").deploy();
        assertThat(api.get("/dev/x").bodyText()).startsWith("orders GET /x\n").contains("host: no-such-host.invalid\n");
    }

    @Test
    @Conformance("V18")
    @DisplayName("V18 A backend that resets the connection is a network error")
    void aReset() {
        try (TestOrigin backend = TestOrigin.start(Behaviours.resetBeforeHead())) {
            ApiDraft api = new ApiDraft(aws)
                    .proxy("/x", "GET", "http://127.0.0.1:" + backend.port() + "/", "")
                    .deploy();
            TestClient.Response answer = api.get("/dev/x");
            assertError(
                    answer,
                    504,
                    "InternalServerErrorException",
                    "{\"message\": \"Network error communicating with endpoint\"}");
            assertThat(answer.body()).hasSize(56);
        }
    }

    @Test
    @Conformance("V20")
    @DisplayName("V20 A 503 of the load balancer itself passes")
    void a503OfTheLoadBalancer() {
        InternalAlb empty = steps.internalAlb("empty");
        ApiDraft api = new ApiDraft(aws)
                .proxy("/x", "GET", "http://empty.internal/", over(empty))
                .deploy();
        TestClient.Response answer = api.get("/dev/x");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.bodyText()).contains("<title>503 Service Temporarily Unavailable</title>");
        assertThat(answer.headers()).contains("x-amzn-Remapped-Server: awselb/2.0", "Content-Type: text/html");
        assertThat(answer.header("x-amzn-ErrorType")).isEmpty();
    }

    @Test
    @Conformance("V23")
    @DisplayName("V23 A v1 link to an application load balancer fails")
    void aV1LinkToAnApplicationLoadBalancer() {
        TestClient.Response made = aws.answer("POST /vpclinks", "{`name`:`wrong`,`targetArns`:[`" + alb.arn() + "`]}");
        assertThat(made.status()).isEqualTo(202);
        String id = tree(made).path("id").asText();
        await().atMost(PATIENCE)
                .until(() ->
                        aws.call("GET /vpclinks/" + id).path("status").asText().equals("FAILED"));
        assertThat(aws.call("GET /vpclinks/" + id).path("statusMessage").asText())
                .isEqualTo("NLB ARN is malformed");
    }

    @Test
    @Conformance("V24")
    @DisplayName("V24 A prefix that the uri repeats")
    void aPrefixThatTheUriRepeats() {
        ApiDraft api = over("/internal/{proxy+}", "http://alb/internal/{proxy}").deploy();
        assertThat(api.get("/dev/internal/v1/x").bodyText()).startsWith("orders GET /internal/v1/x\n");
    }

    @Test
    @Conformance("V25")
    @DisplayName("V25 A prefix that the uri leaves out")
    void aPrefixThatTheUriLeavesOut() {
        ApiDraft api = over("/agent/{proxy+}", "http://alb/{proxy}").deploy();
        assertThat(api.get("/dev/agent/v1/health").bodyText()).startsWith("orders GET /v1/health\n");
    }

    private ApiDraft over(String path, String uri) {
        String mapped = path.contains("{")
                ? ",`requestParameters`:{`integration.request.path.proxy`:`method.request.path.proxy`}"
                : "";
        return new ApiDraft(aws).proxy(path, "GET", uri, overLink() + mapped);
    }

    private String overLink() {
        return over(alb);
    }

    private String over(InternalAlb target) {
        return ",`connectionType`:`VPC_LINK`,`connectionId`:`" + linkId + "`,`integrationTarget`:`" + target.arn()
                + "`";
    }
}
