package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;

/** The tutorial with AWS's SDK: one REST API, one VPC link, two private load balancers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TutorialTest {

    private final RunningEmulator emulator = new RunningEmulator();
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);
    private final ServiceInstance orders = ServiceInstance.start("orders-1");
    private final ServiceInstance payments = ServiceInstance.start("payments-1");
    private String linkId = "";
    private String apiId = "";

    @BeforeAll
    void followTheTutorial() {
        linkId = steps.vpcLink("edge");
        InternalAlb ordersAlb = steps.internalAlb("orders", orders);
        InternalAlb paymentsAlb = steps.internalAlb("payments", payments);
        apiId = steps.restApi("shop");
        steps.privateIntegration(
                apiId,
                steps.resource(apiId, "/internal-alb"),
                linkId,
                ordersAlb,
                "http://" + ordersAlb.dnsName(),
                false);
        steps.privateIntegration(
                apiId,
                steps.resource(apiId, "/orders/{proxy+}"),
                linkId,
                ordersAlb,
                "http://" + ordersAlb.dnsName() + "/orders/{proxy}",
                true);
        steps.privateIntegration(
                apiId,
                steps.resource(apiId, "/payments/{proxy+}"),
                linkId,
                paymentsAlb,
                "http://payments.internal/v1/{proxy}",
                true);
        steps.deploy(apiId);
    }

    @AfterAll
    void stop() {
        orders.close();
        payments.close();
        aws.close();
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void pathUnderOrdersReachesTheOrdersService(Invocation url) {
        HttpResponse<String> answer = get(url, "/orders/42/lines?page=2");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("orders-1 GET /orders/42/lines?page=2\n");
    }

    @ParameterizedTest
    @EnumSource
    void pathUnderPaymentsReachesThePaymentsServiceByTheSameLink(Invocation url) {
        HttpResponse<String> answer = get(url, "/payments/7");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("payments-1 GET /v1/7\n").contains("host: payments.internal\n");
    }

    @ParameterizedTest
    @EnumSource
    void uriWithoutAPathReachesTheRoot(Invocation url) {
        HttpResponse<String> answer = get(url, "/internal-alb");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("orders-1 GET /\n");
    }

    @Test
    void bodyAndMethodArrive() {
        HttpResponse<String> answer =
                Invocation.HOST.post(emulator.endpoint(), apiId, TutorialSteps.STAGE, "/orders/new", "{\"item\":1}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("orders-1 POST /orders/new\n").contains("content-length: 10\n");
    }

    @Test
    void serviceSeesTheLinksNetworkInterfaceAsTheLastHop() {
        assertThat(get(Invocation.HOST, "/orders/42").body())
                .containsPattern("x-forwarded-for: ([^\\n]*, ?)?172\\.31\\.\\d+\\.\\d+\\n")
                .contains("x-forwarded-port: 80\n")
                .containsPattern("x-amzn-trace-id: Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-");
    }

    @Test
    void answerCarriesTheGatewaysIds() {
        HttpResponse<String> answer = get(Invocation.HOST, "/orders/42");

        assertThat(answer.headers().firstValue("x-amzn-requestid"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
        assertThat(answer.headers().firstValue("x-amz-apigw-id"))
                .hasValueSatisfying(id -> assertThat(id).endsWith("="));
    }

    @Test
    void pathWithoutAResourceIsRefused() {
        HttpResponse<String> answer = get(Invocation.HOST, "/refunds/1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }

    @Test
    void integrationWithoutATargetIsRefused() {
        String incomplete = steps.restApi("incomplete");
        String resourceId = steps.resource(incomplete, "/x");
        aws.apis.putMethod(method -> method.restApiId(incomplete)
                .resourceId(resourceId)
                .httpMethod("GET")
                .authorizationType("NONE"));

        assertThatThrownBy(() -> aws.apis.putIntegration(put -> put.restApiId(incomplete)
                        .resourceId(resourceId)
                        .httpMethod("GET")
                        .type(IntegrationType.HTTP_PROXY)
                        .integrationHttpMethod("GET")
                        .connectionType(ConnectionType.VPC_LINK)
                        .connectionId(linkId)
                        .uri("http://orders.internal")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("IntegrationTarget is required for VpcLinkV2 " + linkId);
    }

    private HttpResponse<String> get(Invocation url, String path) {
        return url.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, path);
    }
}
