package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.gateway.VpcLinks.LinkVersion;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportsTest {

    private static final String PRIVATE_API = Documents.file("private-api.swagger.yaml");
    private static final String IMPORT = "/restapis?mode=import";

    private final ControlApi aws = new ControlApi();

    ImportsTest() {
        aws.links.versions.put("linkv2", LinkVersion.V2);
    }

    @Test
    void aNumberWithAHugeExponentIsNoHugeText() {
        String id = aws.call(
                        201,
                        "POST",
                        "/restapis?mode=import",
                        "{'openapi':'3.0.1','info':{'title':1e999999999,'version':1.50},'paths':{}}")
                .get("id")
                .asText();
        assertThat(aws.get("/restapis/" + id).get("name").asText()).isEqualTo("1E+999999999");
        assertThat(aws.get("/restapis/" + id).get("version").asText()).isEqualTo("1.5");
    }

    @Test
    void theAnswerIsTheApi() {
        JsonNode api = aws.call(201, "POST", IMPORT, PRIVATE_API);

        assertThat(api.get("name").asText()).isEqualTo("orders");
        assertThat(api.get("description").asText()).isEqualTo("Orders behind a private load balancer");
        assertThat(api.get("version").asText()).isEqualTo("2017-04-20T04:08:08Z");
        assertThat(api.get("apiKeySource").asText()).isEqualTo("HEADER");
        assertThat(api.get("minimumCompressionSize").asInt()).isEqualTo(1024);
        assertThat(api.get("binaryMediaTypes")).isEqualTo(ControlApi.json("['image/png']"));
        assertThat(api.has("warnings")).isFalse();
        assertThat(api.has("tags")).isFalse();
    }

    @Test
    void vpcLinkFieldsAreKept() {
        String api = Documents.imported(aws, "", PRIVATE_API);

        JsonNode method = Documents.method(aws, api, "/{proxy+}", "ANY");
        assertThat(method.get("authorizationType").asText()).isEqualTo("NONE");
        assertThat(method.get("requestParameters"))
                .isEqualTo(
                        ControlApi.json("{'method.request.path.proxy':true,'method.request.querystring.page':false}"));
        JsonNode integration = method.get("methodIntegration");
        assertThat(integration.get("type").asText()).isEqualTo("HTTP_PROXY");
        assertThat(integration.get("connectionType").asText()).isEqualTo("VPC_LINK");
        assertThat(integration.get("connectionId").asText()).isEqualTo("linkv2");
        assertThat(integration.get("integrationTarget").asText())
                .isEqualTo("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/"
                        + "0123456789abcdef");
        assertThat(integration.get("responseTransferMode").asText()).isEqualTo("STREAM");
        assertThat(integration.get("timeoutInMillis").asInt()).isEqualTo(60_000);
        assertThat(integration.get("passthroughBehavior").asText()).isEqualTo("WHEN_NO_MATCH");
        assertThat(integration.get("cacheKeyParameters")).isEqualTo(ControlApi.json("['method.request.path.proxy']"));
        assertThat(integration.at("/tlsConfig/insecureSkipVerification").asBoolean())
                .isTrue();
        assertThat(integration
                        .at("/requestParameters/integration.request.header.X-Blank")
                        .asText())
                .isEqualTo("''");
        assertThat(integration
                        .at("/requestParameters/integration.request.header.X-Caller")
                        .asText())
                .isEqualTo("context.identity.userArn");
    }

    @Test
    void methodsHaveTheirModelsValidatorsKeysAndResponses() {
        String api = Documents.imported(aws, "", PRIVATE_API);

        JsonNode method = Documents.method(aws, api, "/orders", "POST");
        assertThat(method.get("apiKeyRequired").asBoolean()).isTrue();
        assertThat(method.get("authorizationType").asText()).isEqualTo("AWS_IAM");
        assertThat(method.get("operationName").asText()).isEqualTo("CreateOrder");
        assertThat(method.get("requestModels")).isEqualTo(ControlApi.json("{'application/json':'Order'}"));
        String validator = method.get("requestValidatorId").asText();
        assertThat(aws.get("/restapis/" + api + "/requestvalidators/" + validator)
                        .get("name")
                        .asText())
                .isEqualTo("all");
        assertThat(method.at("/methodResponses/201/responseModels/application~1json")
                        .asText())
                .isEqualTo("Order");
        JsonNode responses = method.at("/methodIntegration/integrationResponses");
        assertThat(responses.at("/201").has("selectionPattern")).isFalse();
        assertThat(responses.at("/400/selectionPattern").asText()).isEqualTo("4\\d{2}");
        assertThat(method.at("/methodIntegration/connectionId").asText()).isEqualTo("${stageVariables.vpcLinkV2Id}");
        String byDefault = Documents.method(aws, api, "/health", "GET")
                .get("requestValidatorId")
                .asText();
        assertThat(aws.get("/restapis/" + api + "/requestvalidators/" + byDefault)
                        .get("name")
                        .asText())
                .isEqualTo("params-only");
    }

    @Test
    void modelsMayReferToEachOtherInCirclesAndOnlyThoseOfTheDocumentExist() {
        String api = Documents.imported(aws, "", PRIVATE_API);

        JsonNode models = aws.get("/restapis/" + api + "/models").get("item");
        assertThat(models.findValuesAsText("name")).containsExactlyInAnyOrder("Order", "Item");
        JsonNode order = aws.get("/restapis/" + api + "/models/Order");
        assertThat(order.get("description").asText()).isEqualTo("An order");
        JsonNode schema = ControlApi.json(order.get("schema").asText());
        assertThat(schema.at("/properties/items/items/$ref").asText())
                .isEqualTo("https://apigateway.amazonaws.com/restapis/" + api + "/models/Item");
        assertThat(schema.at("/properties/id").has("example")).isFalse();
        JsonNode item = ControlApi.json(
                aws.get("/restapis/" + api + "/models/Item").get("schema").asText());
        assertThat(item.at("/properties").has("example"))
                .as("a property of that name")
                .isTrue();
    }

    @Test
    void gatewayResponsesArePut() {
        String api = Documents.imported(aws, "", PRIVATE_API);

        JsonNode response = aws.get("/restapis/" + api + "/gatewayresponses/DEFAULT_4XX");
        assertThat(response.get("statusCode").asText()).isEqualTo("418");
        assertThat(response.get("defaultResponse").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("V05 a link of version 2 without a target is refused by imports in PutIntegration's words")
    void linkWithoutTarget() {
        String integration = "{'type':'http_proxy','httpMethod':'GET','uri':'http://a.example','connectionType':"
                + "'VPC_LINK','connectionId':'linkv2'}";
        String reason = "IntegrationTarget is required for VpcLinkV2 linkv2";
        String refusal = "400 BadRequestException: Errors found during import:\n\t"
                + "Unable to put integration on 'GET' for resource at path '/x': " + reason;

        assertThat(aws.fails("POST", IMPORT, Documents.integrating(integration)))
                .isEqualTo(refusal);
        String api = aws.api("{'name':'a'}");
        assertThat(aws.fails("PUT", api, Documents.integrating(integration))).isEqualTo(refusal);
    }

    @Test
    void whatIsRefusedChangesNothingAndAllOfItIsSaid() {
        var before = aws.control.state();
        String document = """
                {"swagger":"2.0","info":{"title":"t"},"paths":{
                 "/a/{b+}/c":{},
                 "/d":{"get":{"parameters":[{"in":"body","name":"b","schema":{"$ref":"#/definitions/Nothing"}}]}},
                 "/e":{"get":{"x-amazon-apigateway-integration":{"type":"https_proxy"}}}}}""";

        assertThat(aws.fails("POST", IMPORT, document))
                .contains("Unable to create resource at path '/a/{b+}/c': Cannot create a child")
                .contains(
                        "Unable to put method 'GET' on resource at path '/d': Invalid model identifier specified: Nothing")
                .contains("Unable to put integration on 'GET' for resource at path '/e': 1 validation error detected:"
                        + " Value 'HTTPS_PROXY' at 'putIntegrationInput.type'");
        assertThat(aws.control.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource({"ignore,/health", "prepend,/shop/v1/health", "split,/v1/health"})
    void theBasePathIsIgnoredPrependedOrSplit(String basePath, String path) {
        String swagger = Documents.imported(aws, "&basepath=" + basePath, PRIVATE_API);
        assertThat(Documents.method(aws, swagger, path, "GET").isObject()).isTrue();

        String openApi = """
                {"openapi":"3.0.0","info":{"title":"t"},"servers":[{"url":"https://x.example/{base}",
                 "variables":{"base":{"default":"shop/v1"}}}],"paths":{"/health":{"get":{}}}}""";
        String api = Documents.imported(aws, "&basepath=" + basePath, openApi);
        assertThat(Documents.method(aws, api, path, "GET").isObject()).isTrue();
    }

    @Test
    void integerStatusCodesAreTaken() {
        String api = Documents.imported(aws, "", PRIVATE_API);

        assertThat(Documents.method(aws, api, "/health", "GET")
                        .at("/methodResponses/200/statusCode")
                        .asText())
                .isEqualTo("200");
    }

    @Test
    void whatIsNoTextIsDroppedWithAwssWarning() {
        String document = Documents.integrating(
                "{'type':'mock','requestParameters':" + "{'integration.request.header.nothing':true}}");
        String warning = "Invalid format for 'requestParameters'. Expected type string for property"
                + " 'integration.request.header.nothing' of resource '/x' and method 'GET' but got 'true'";

        JsonNode api = aws.call(201, "POST", IMPORT, document);
        assertThat(api.get("warnings").get(0).asText()).isEqualTo(warning);
        assertThat(aws.fails("POST", IMPORT + "&failonwarnings=true", document))
                .isEqualTo("400 BadRequestException: Warnings found during import:\n\t" + warning);
    }

    @Test
    void mergeJoinsAndKeepsWhatTheDocumentDoesNotSay() {
        String api = aws.deployableApi();
        aws.patch(api, "add /binaryMediaTypes/image~1heif");
        aws.resource(aws.root(api), "kept");

        JsonNode merged = aws.call(200, "PUT", api + "?mode=merge", PRIVATE_API);

        assertThat(merged.get("binaryMediaTypes")).isEqualTo(ControlApi.json("['image/heif','image/png']"));
        assertThat(merged.get("name").asText()).isEqualTo("orders");
        assertThat(merged.has("tags")).isTrue();
        assertThat(aws.get(api + "/resources").get("item").findValuesAsText("path"))
                .containsExactlyInAnyOrder("/", "/kept", "/{proxy+}", "/orders", "/health");
        assertThat(aws.get(aws.root(api) + "/methods/GET").get("httpMethod").asText())
                .isEqualTo("GET");
    }

    @Test
    void overwriteLeavesTheDocumentsOwnAndKeepsIdsOfTheSamePaths() {
        String api = "/restapis/" + Documents.imported(aws, "", PRIVATE_API);
        aws.patch(api, "add /binaryMediaTypes/image~1heif");
        aws.resource(aws.root(api), "gone");
        JsonNode before = aws.get(api + "/resources").get("item");

        JsonNode after = aws.call(200, "PUT", api + "?mode=overwrite", PRIVATE_API);

        assertThat(after.get("binaryMediaTypes")).isEqualTo(ControlApi.json("['image/png']"));
        JsonNode resources = aws.get(api + "/resources").get("item");
        assertThat(resources.findValuesAsText("path")).doesNotContain("/gone").contains("/orders");
        assertThat(before.findValuesAsText("id")).containsAll(resources.findValuesAsText("id"));
        assertThat(aws.get(api + "/requestvalidators").get("item")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "swagger: '1.2'", "'openapi: \"3.1.0\"'", "'{\"openapi\":'", "''"})
    void whatIsNoDefinitionIsRefused(String document) {
        assertThat(aws.fails("POST", IMPORT, document)).isEqualTo("400 BadRequestException: Invalid OpenAPI input.");
    }

    @Test
    void theIdMayComeFromAParameter() {
        JsonNode api = aws.call(
                201,
                "POST",
                "/restapis?mode=import&_custom_id_=shop",
                "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{}}");

        assertThat(api.get("id").textValue()).isEqualTo("shop");
        assertThat(api.at("/tags/_custom_id_").textValue()).isEqualTo("shop");
        assertThat(api.has("warnings")).isFalse();
    }

    @Test
    void theIdMayStandInTheDocument() {
        String document = "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},"
                + "'tags':[{'name':'pets'},{'name':'_custom_id_','x-amazon-apigateway-tag-value':'my-shop'}]}";

        assertThat(aws.call(201, "POST", IMPORT, document).get("id").textValue())
                .isEqualTo("my-shop");
        assertThat(aws.fails("POST", IMPORT, document)).startsWith("409 ConflictException");
        assertThat(aws.call(201, "POST", IMPORT + "&_custom_id_=other", document)
                        .get("id")
                        .textValue())
                .isEqualTo("other");
        assertThat(aws.fails("POST", IMPORT, document.replace("my-shop", "a-vpce-1")))
                .contains("must not look like the host of a VPC endpoint");
    }

    @Test
    void endpointTypesComeFromTheParameter() {
        String document = Documents.integrating("{'type':'mock'}");

        JsonNode api = aws.call(201, "POST", IMPORT + "&endpointConfigurationTypes=PRIVATE", document);
        assertThat(api.at("/endpointConfiguration/types/0").asText()).isEqualTo("PRIVATE");
        assertThat(api.at("/endpointConfiguration/ipAddressType").asText()).isEqualTo("dualstack");
        assertThat(aws.fails("POST", IMPORT + "&endpointConfigurationTypes=LOCAL", document))
                .endsWith("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
    }

    @Test
    void namedIntegrationsAndEndpointSettingsOfOpenApiAreRead() {
        JsonNode api = aws.call(201, "POST", IMPORT, """
                {"openapi":"3.0.1","info":{"title":"t"},
                 "servers":[{"url":"/","x-amazon-apigateway-endpoint-configuration":{"disableExecuteApiEndpoint":true}}],
                 "paths":{"/x":{"x-amazon-apigateway-any-method":{
                  "requestBody":{"content":{"application/json":{"schema":{"type":"object"}}}},
                  "x-amazon-apigateway-integration":{"$ref":"#/components/x-amazon-apigateway-integrations/shared"}}}},
                 "components":{"x-amazon-apigateway-integrations":{"shared":{"type":"MOCK"}}}}""");

        assertThat(api.get("disableExecuteApiEndpoint").asBoolean()).isTrue();
        String id = api.get("id").asText();
        JsonNode method = Documents.method(aws, id, "/x", "ANY");
        assertThat(method.at("/methodIntegration/type").asText()).isEqualTo("MOCK");
        assertThat(method.at("/requestModels/application~1json").asText()).matches("MODEL[0-9a-z]{6}");
    }

    @Test
    void extensionsOfHttpApisAreWarnedOf() {
        JsonNode api = aws.call(201, "POST", IMPORT, """
                {"openapi":"3.0.1","info":{"title":"t"},"paths":{},"x-amazon-apigateway-cors":{}}""");

        assertThat(api.get("warnings").get(0).asText()).contains("x-amazon-apigateway-cors");
    }

    @Test
    void authorizersAreMadeOfSecuritySchemes() {
        String api = Documents.imported(aws, "&failonwarnings=true", Documents.file("authorized.oas30.json"));

        JsonNode token = authorizer(api, "token");
        assertThat(token.get("type").asText()).isEqualTo("TOKEN");
        assertThat(token.get("authType").asText()).isEqualTo("oauth2");
        assertThat(token.get("identitySource").asText()).isEqualTo("method.request.header.X-Token");
        assertThat(token.get("identityValidationExpression").asText()).isEqualTo("^x-[a-z]+");
        assertThat(token.get("authorizerResultTtlInSeconds").asInt()).isEqualTo(60);
        JsonNode scopes = Documents.method(aws, api, "/pool", "GET");
        assertThat(scopes.get("authorizationType").asText()).isEqualTo("COGNITO_USER_POOLS");
        assertThat(scopes.get("authorizationScopes")).isEqualTo(ControlApi.json("['email','openid']"));
        assertThat(scopes.get("authorizerId")).isEqualTo(authorizer(api, "pool").get("id"));
        JsonNode byDefault = Documents.method(aws, api, "/default", "GET");
        assertThat(byDefault.get("authorizationType").asText()).isEqualTo("CUSTOM");
        assertThat(byDefault.get("authorizerId")).isEqualTo(token.get("id"));
        assertThat(Documents.method(aws, api, "/open", "GET")
                        .get("authorizationType")
                        .asText())
                .isEqualTo("NONE");
    }

    @Test
    void anAuthorizerThatIsThereKeepsItsId() {
        String document = Documents.file("authorized.oas30.json");
        String api = Documents.imported(aws, "", document);
        JsonNode before = authorizer(api, "token").get("id");

        for (String mode : List.of("merge", "overwrite")) {
            aws.call(200, "PUT", "/restapis/" + api + "?mode=" + mode, document.replace("\"oauth2\"", "\"custom\""));

            assertThat(authorizer(api, "token").get("id")).isEqualTo(before);
            assertThat(authorizer(api, "token").get("authType").asText()).isEqualTo("custom");
            assertThat(Documents.method(aws, api, "/default", "GET").get("authorizerId"))
                    .isEqualTo(before);
        }
    }

    private JsonNode authorizer(String api, String name) {
        for (JsonNode authorizer : aws.get("/restapis/" + api + "/authorizers").get("item")) {
            if (authorizer.get("name").asText().equals(name)) {
                return authorizer;
            }
        }
        throw new AssertionError("no authorizer " + name);
    }
}
