package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.GatewayResponseType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;

/** Models, request validators and gateway responses with AWS's SDK, in front of a private integration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestValidationTest {

    private final RunningEmulator emulator = new RunningEmulator();
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);
    private final ServiceInstance orders = ServiceInstance.start("orders-1");
    private String apiId = "";
    private String resourceId = "";
    private String validatorId = "";

    @BeforeAll
    void createApi() {
        String linkId = steps.vpcLink("edge");
        InternalAlb alb = steps.internalAlb("orders", orders);
        apiId = steps.restApi("shop");
        resourceId = steps.resource(apiId, "/orders");
        model("Item", "{\"type\":\"object\",\"required\":[\"sku\"],\"properties\":{\"sku\":{\"type\":\"string\"}}}");
        model(
                "Order",
                "{\"type\":\"object\",\"required\":[\"items\"],\"additionalProperties\":false,\"properties\":"
                        + "{\"items\":{\"type\":\"array\",\"items\":{\"$ref\":\"https://apigateway.amazonaws.com/restapis/"
                        + apiId + "/models/Item\"}}}}");
        validatorId = aws.apis
                .createRequestValidator(validator -> validator
                        .restApiId(apiId)
                        .name("all")
                        .validateRequestBody(true)
                        .validateRequestParameters(true))
                .id();
        aws.apis.putMethod(method -> method.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .authorizationType("NONE")
                .requestValidatorId(validatorId)
                .requestParameters(Map.of("method.request.querystring.page", true))
                .requestModels(Map.of("$default", "Order")));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("POST")
                .connectionType(ConnectionType.VPC_LINK)
                .connectionId(linkId)
                .integrationTarget(alb.arn())
                .uri("http://orders.internal/orders"));
        aws.apis.putGatewayResponse(response -> response.restApiId(apiId)
                .responseType(GatewayResponseType.DEFAULT_4_XX)
                .responseParameters(Map.of("gatewayresponse.header.Access-Control-Allow-Origin", "'*'")));
        aws.apis.putGatewayResponse(response -> response.restApiId(apiId)
                .responseType(GatewayResponseType.BAD_REQUEST_BODY)
                .responseTemplates(Map.of(
                        "application/json",
                        "{\"message\":$context.error.messageString,\"why\":'$context.error.validationErrorString'}")));
        steps.deploy(apiId);
    }

    private void model(String name, String schema) {
        aws.apis.createModel(model -> model.restApiId(apiId)
                .name(name)
                .contentType("application/json")
                .schema(schema));
    }

    @AfterAll
    void stop() {
        orders.close();
        aws.close();
        emulator.close();
    }

    @Test
    void whatFitsReachesTheService() {
        HttpResponse<String> answer = post("/orders?page=1", "{\"items\":[{\"sku\":\"a\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("orders-1 POST /orders?page=1\n").contains("content-length: 23\n");
    }

    @Test
    void whatDoesNotFitIsExplainedInTheApisOwnWords() {
        HttpResponse<String> answer = post("/orders?page=1", "{\"items\":[{}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"message\":\"Invalid request body\","
                        + "\"why\":'[object has missing required properties ([\"sku\"])]'}");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("BadRequestException");
    }

    @Test
    @Conformance("A01")
    @DisplayName("A01 a missing parameter, with the header field that DEFAULT_4XX hands down")
    void a01AMissingParameterIsNamed() {
        HttpResponse<String> answer = post("/orders", "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Missing required request parameters: [page]\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void browsersMayReadWhyARouteDoesNotExist() {
        HttpResponse<String> answer = Invocation.HOST.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, "/nowhere");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void whatIsUsedStays() {
        assertThatThrownBy(() ->
                        aws.apis.deleteModel(model -> model.restApiId(apiId).modelName("Order")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Cannot delete model 'Order', is referenced in method request: /orders/POST");
        assertThatThrownBy(() ->
                        aws.apis.deleteModel(model -> model.restApiId(apiId).modelName("Item")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> aws.apis.deleteRequestValidator(
                        validator -> validator.restApiId(apiId).requestValidatorId(validatorId)))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void theSdkReadsAllOfIt() {
        assertThat(aws.apis.getModels(models -> models.restApiId(apiId)).items())
                .extracting(model -> model.name())
                .containsExactly("Empty", "Error", "Item", "Order");
        assertThat(aws.apis
                        .getModel(model ->
                                model.restApiId(apiId).modelName("Order").flatten(true))
                        .schema())
                .contains("\"definitions\":{\"Item\":");
        assertThat(aws.apis
                        .getModelTemplate(model -> model.restApiId(apiId).modelName("Order"))
                        .value())
                .startsWith("#set($inputRoot = $input.path('$'))\n{");
        assertThat(aws.apis
                        .getGatewayResponses(responses -> responses.restApiId(apiId))
                        .items())
                .hasSize(21);
    }

    @Test
    void anEditIsLiveOnceItIsDeployed() {
        String other = steps.restApi("edited");
        String root = steps.resource(other, "/x");
        aws.apis.putMethod(method ->
                method.restApiId(other).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(
                put -> put.restApiId(other).resourceId(root).httpMethod("GET").type(IntegrationType.MOCK));
        steps.deploy(other);
        aws.apis.updateGatewayResponse(response -> response.restApiId(other)
                .responseType(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN)
                .patchOperations(
                        patch -> patch.op(Op.REPLACE).path("/statusCode").value("404")));
        assertThat(status(other)).isEqualTo(403);

        steps.deploy(other);
        assertThat(status(other)).isEqualTo(404);
    }

    private int status(String api) {
        return Invocation.HOST
                .get(emulator.endpoint(), api, TutorialSteps.STAGE, "/nowhere")
                .statusCode();
    }

    private HttpResponse<String> post(String path, String body) {
        return Invocation.HOST.post(emulator.endpoint(), apiId, TutorialSteps.STAGE, path, body);
    }
}
