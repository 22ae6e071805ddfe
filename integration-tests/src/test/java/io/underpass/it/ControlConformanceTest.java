package io.underpass.it;

import static io.underpass.it.ControlCalls.refusal;
import static io.underpass.it.ControlCalls.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.TestClient;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the control API answers and how it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlConformanceTest {

    private final RunningEmulator emulator = new RunningEmulator();
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());

    @AfterAll
    void stop() {
        emulator.close();
    }

    @Test
    @Conformance("C01")
    @DisplayName("C01 An API of which only the name is given")
    void anApiWithANameOnly() {
        TestClient.Response answer = aws.answer("POST /restapis", "{`name`:`only`}");
        assertThat(answer.status()).isEqualTo(201);
        JsonNode api = tree(answer);
        assertThat(api.path("name").asText()).isEqualTo("only");
        assertThat(api.path("id").asText()).matches("[a-z0-9]{10}");
        assertThat(api.path("rootResourceId").asText()).matches("[a-z0-9]{10}");
        assertThat(api.path("apiKeySource").asText()).isEqualTo("HEADER");
        assertThat(api.path("disableExecuteApiEndpoint").isBoolean()).isTrue();
        assertThat(api.path("disableExecuteApiEndpoint").asBoolean()).isFalse();
        assertThat(api.path("endpointConfiguration")).hasToString("{\"types\":[\"EDGE\"],\"ipAddressType\":\"ipv4\"}");
        assertThat(api.path("createdDate").isNumber()).isTrue();
        assertThat(api.has("tags")).isFalse();
        assertThat(aws.call("GET /restapis/" + api.path("id").asText()).path("tags"))
                .hasToString("{}");
    }

    @Test
    @Conformance("C04")
    @DisplayName("C04 Nothing is below a greedy resource")
    void belowAGreedyResource() {
        ApiDraft api = new ApiDraft(aws);
        String greedy = api.resource("/{proxy+}");
        assertThat(refusal(aws.answer("POST " + api.path() + "/resources/" + greedy, "{`pathPart`:`child`}")))
                .isEqualTo("400 BadRequestException: Cannot create a child of a resource with a greedy path variable:"
                        + " {proxy+}");
    }

    @Test
    @Conformance("C05")
    @DisplayName("C05 Only one sibling may be variable")
    void variableSiblings() {
        ApiDraft api = new ApiDraft(aws);
        api.resource("/{proxy+}");
        assertThat(refusal(aws.answer("POST " + api.path() + "/resources/" + api.resource("/"), "{`pathPart`:`{x}`}")))
                .isEqualTo("400 BadRequestException: A sibling ({proxy+}) of this resource already has a variable path"
                        + " part -- only one is allowed");
    }

    @Test
    @Conformance("C06")
    @DisplayName("C06 A verb that does not exist")
    void anUnknownVerb() {
        ApiDraft api = new ApiDraft(aws);
        assertThat(refusal(aws.answer("PUT " + api.method("/", "FOO"), "{`authorizationType`:`NONE`}")))
                .isEqualTo("400 BadRequestException: Invalid HttpMethod specified. Valid options are"
                        + " GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
    }

    @Test
    @Conformance("C07")
    @DisplayName("C07 An authorizationType in lower case")
    void anAuthorizationTypeInLowerCase() {
        ApiDraft api = new ApiDraft(aws);
        TestClient.Response answer = aws.answer("PUT " + api.method("/", "GET"), "{`authorizationType`:`none`}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(tree(answer).path("authorizationType").asText()).isEqualTo("NONE");
        assertThat(tree(answer).path("apiKeyRequired").asBoolean(true)).isFalse();
    }

    @Test
    @Conformance("C09")
    @DisplayName("C09 A uri that is none")
    void aUriThatIsNone() {
        assertThat(refusal(integration("{`type`:`HTTP`,`httpMethod`:`GET`,`uri`:`not-a-url`}")))
                .isEqualTo("400 BadRequestException: Invalid HTTP endpoint specified for URI");
    }

    @Test
    @Conformance("C10")
    @DisplayName("C10 A type of integration that does not exist")
    void anUnknownTypeOfIntegration() {
        assertThat(refusal(integration("{`type`:`HTTPS_PROXY`,`httpMethod`:`GET`,`uri`:`https://a.example/`}")))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value 'HTTPS_PROXY' at"
                        + " 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value"
                        + " set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]");
    }

    @Test
    @Conformance("C12")
    @DisplayName("C12 A MOCK integration has no connectionType")
    void aMockIntegration() {
        TestClient.Response answer = integration("{`type`:`MOCK`}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(tree(answer).has("connectionType")).isFalse();
        assertThat(tree(answer).path("type").asText()).isEqualTo("MOCK");
    }

    @Test
    @Conformance("C13")
    @DisplayName("C13 A method deleted twice")
    void aMethodDeletedTwice() {
        ApiDraft api = new ApiDraft(aws).open("/", "GET", "");
        assertThat(aws.answer("DELETE " + api.method("/", "GET"), "").status()).isEqualTo(204);
        assertThat(refusal(aws.answer("DELETE " + api.method("/", "GET"), "")))
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
    }

    @Test
    @Conformance("C15")
    @DisplayName("C15 A patch operation that a path does not take")
    void aPatchOperationThatAPathDoesNotTake() {
        ApiDraft api = new ApiDraft(aws);
        String resource = api.path() + "/resources/" + api.resource("/pets");
        assertThat(refusal(aws.patch(resource, "add", "/pathPart", "cats")))
                .isEqualTo("400 BadRequestException: Invalid patch path  '/pathPart' specified for op 'add'."
                        + " Please choose supported operations");
    }

    @Test
    @Conformance("C17")
    @DisplayName("C17 A deployment that a stage points to stays")
    void aDeploymentInUse() {
        ApiDraft api = new ApiDraft(aws).mock("/", "GET", "x").deploy();
        String deployment = aws.call("GET " + api.path() + "/stages/dev")
                .path("deploymentId")
                .asText();
        assertThat(refusal(aws.answer("DELETE " + api.path() + "/deployments/" + deployment, "")))
                .isEqualTo("400 BadRequestException: Active stages pointing to this deployment must be moved or"
                        + " deleted");
    }

    @Test
    @Conformance("C18")
    @DisplayName("C18 What is edited is live with the next deployment")
    void editsWaitForADeployment() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "old").deploy();
        TestClient.Response edited = aws.patch(
                api.method("/x", "GET") + "/integration/responses/200",
                "replace",
                "/responseTemplates/application~1json",
                "new");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(api.get("/dev/x").bodyText()).isEqualTo("old");
        api.deploy();
        assertThat(api.get("/dev/x").bodyText()).isEqualTo("new");
    }

    @Test
    @Conformance("C20")
    @DisplayName("C20 A method setting brings the defaults of the others")
    void methodSettings() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "x").deploy();
        TestClient.Response answer = aws.patch(api.path() + "/stages/dev", "replace", "/*/*/caching/enabled", "true");
        assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
        JsonNode settings = tree(answer).path("methodSettings").path("*/*");
        assertThat(settings.path("cachingEnabled").asBoolean()).isTrue();
        assertThat(settings.path("metricsEnabled").asBoolean(true)).isFalse();
        assertThat(settings.path("dataTraceEnabled").asBoolean(true)).isFalse();
        assertThat(settings.path("throttlingBurstLimit").asInt()).isEqualTo(5000);
        assertThat(settings.path("throttlingRateLimit").asDouble()).isEqualTo(10000.0);
        assertThat(settings.path("cacheTtlInSeconds").asInt()).isEqualTo(300);
        assertThat(settings.path("cacheDataEncrypted").asBoolean(true)).isFalse();
        assertThat(settings.path("requireAuthorizationForCacheControl").asBoolean())
                .isTrue();
        assertThat(settings.path("unauthorizedCacheControlHeaderStrategy").asText())
                .isEqualTo("SUCCEED_WITH_RESPONSE_HEADER");
        assertThat(settings.has("loggingLevel")).isFalse();
    }

    @Test
    @Conformance("C21")
    @DisplayName("C21 A stage's tags cannot be patched")
    void tagsCannotBePatched() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "x").deploy();
        assertThat(refusal(aws.patch(api.path() + "/stages/dev", "replace", "/tags/tag1", "x")))
                .startsWith("400 BadRequestException: Invalid method setting path: /tags/tag1. Must be one of:"
                        + " [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize,"
                        + " /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn,"
                        + " /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled,");
    }

    @Test
    @Conformance("C24")
    @DisplayName("C24 The value of an API key is too short")
    void aShortApiKey() {
        assertThat(refusal(aws.answer("POST /apikeys", "{`name`:`short`,`value`:`0123456789`}")))
                .isEqualTo("400 BadRequestException: API Key value should be at least 20 characters");
    }

    @Test
    @Conformance("C29")
    @DisplayName("C29 TestInvokeMethod of a MOCK integration")
    void testInvokeMethod() {
        ApiDraft api = new ApiDraft(aws).mock("/pets/{petId}", "GET", "found $input.params('petId')");
        JsonNode result =
                aws.call("POST " + api.method("/pets/{petId}", "GET"), "{`pathWithQueryString`:`/pets/123?a=b`}");
        assertThat(result.path("status").asInt()).isEqualTo(200);
        assertThat(result.path("body").asText()).isEqualTo("found 123");
        assertThat(result.path("headers").has("Content-Type")).isTrue();
        assertThat(result.path("headers").has("Content-Length")).isFalse();
        assertThat(result.path("latency").isNumber()).isTrue();
        String[] lines = result.path("log").asText().split("\n");
        assertThat(lines[0]).startsWith("Execution log for request ");
        assertThat(Arrays.stream(lines).skip(1))
                .allMatch(
                        line -> line.matches("[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : .*"))
                .extracting(line -> line.substring(line.indexOf(" : ") + 3))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Starting execution for request: "),
                        line -> assertThat(line).isEqualTo("HTTP Method: GET, Resource Path: /pets/123"),
                        line -> assertThat(line).isEqualTo("Method request path: {petId=123}"),
                        line -> assertThat(line).isEqualTo("Method request query string: {a=b}"),
                        line -> assertThat(line).startsWith("Method request headers: {"),
                        line -> assertThat(line).isEqualTo("Method request body before transformations: "),
                        line -> assertThat(line).isEqualTo("Method response body after transformations: found 123"),
                        line -> assertThat(line).startsWith("Method response headers: {"),
                        line -> assertThat(line).isEqualTo("Successfully completed execution"),
                        line -> assertThat(line).isEqualTo("Method completed with status: 200"));
    }

    @Test
    @Conformance("C30")
    @DisplayName("C30 TestInvokeMethod of an endpoint that is none")
    void testInvokeMethodOfAnInvalidEndpoint() {
        ApiDraft api = new ApiDraft(aws).custom("/x", "GET", "http://${stageVariables.absent}/", "");
        JsonNode result = aws.call("POST " + api.method("/x", "GET"), "{}");
        assertThat(result.path("status").asInt()).isEqualTo(500);
        assertThat(result.path("body").asText()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(result.path("log").asText())
                .contains(" : Execution failed due to configuration error: Invalid endpoint address\n")
                .contains(" : Method completed with status: 500\n");
    }

    @Test
    @Conformance("C31")
    @DisplayName("C31 UpdateMethodResponse answers 201")
    void anUpdatedMethodResponse() {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "x");
        TestClient.Response answer = aws.patch(
                api.method("/x", "GET") + "/responses/200",
                "add",
                "/responseParameters/method.response.header.X-A",
                "false");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(tree(answer).path("statusCode").asText()).isEqualTo("200");
        assertThat(tree(answer)
                        .at("/responseParameters/method.response.header.X-A")
                        .asBoolean(true))
                .isFalse();
    }

    private TestClient.Response integration(String json) {
        ApiDraft api = new ApiDraft(aws).open("/", "GET", "");
        return aws.answer("PUT " + api.method("/", "GET") + "/integration", json);
    }
}
