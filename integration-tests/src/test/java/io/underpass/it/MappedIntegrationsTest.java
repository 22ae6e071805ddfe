package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** Integrations without a VPC link, set up with AWS's SDK: MOCK for CORS, HTTP with mappings, HTTP_PROXY to a host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappedIntegrationsTest {

    private static final String ALLOWED = "method.response.header.Access-Control-Allow-";

    private final RunningEmulator emulator = new RunningEmulator();
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);
    private final ServiceInstance pets = ServiceInstance.start("pets");
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String apiId = "";

    @BeforeAll
    void build() {
        apiId = steps.restApi("mapped");
        enableCors(steps.resource(apiId, "/pets"));
        endless(steps.resource(apiId, "/loop"));
        custom(steps.resource(apiId, "/orders"), "http://127.0.0.1:" + pets.port() + "/v1/{kind}");
        proxy(steps.resource(apiId, "/named"), "http://localhost:" + pets.port() + "/named");
        proxy(steps.resource(apiId, "/nowhere"), "http://no-such-host.invalid/");
        aws.apis.updateRestApi(api -> api.restApiId(apiId)
                .patchOperations(
                        patch(Op.ADD, "/binaryMediaTypes/image~1png", ""),
                        patch(Op.REPLACE, "/minimumCompressionSize", "100")));
        steps.deploy(apiId);
    }

    @AfterAll
    void stop() {
        pets.close();
        aws.close();
        emulator.close();
    }

    /** What "Enable CORS" of AWS's console does. */
    private void enableCors(String resourceId) {
        aws.apis.putMethod(method -> method.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("OPTIONS")
                .authorizationType("NONE"));
        aws.apis.putMethodResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("OPTIONS")
                .statusCode("200")
                .responseModels(Map.of("application/json", "Empty"))
                .responseParameters(
                        Map.of(ALLOWED + "Headers", false, ALLOWED + "Methods", false, ALLOWED + "Origin", false)));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("OPTIONS")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        aws.apis.putIntegrationResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("OPTIONS")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", ""))
                .responseParameters(Map.of(
                        ALLOWED + "Headers",
                        "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
                        ALLOWED + "Methods",
                        "'GET,OPTIONS'",
                        ALLOWED + "Origin",
                        "'*'")));
    }

    private void endless(String resourceId) {
        aws.apis.putMethod(method ->
                method.restApiId(apiId).resourceId(resourceId).httpMethod("GET").authorizationType("NONE"));
        String loop = "#foreach($X in [1..1000])";
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of(
                        "application/json",
                        loop.replace('X', 'a') + loop.replace('X', 'b') + loop.replace('X', 'c')
                                + "#set($d = $c)#end#end#end{\"statusCode\": 200}")));
    }

    private void custom(String resourceId, String uri) {
        aws.apis.putMethod(method -> method.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .authorizationType("NONE")
                .requestParameters(Map.of("method.request.querystring.kind", true)));
        aws.apis.putMethodResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .statusCode("201")
                .responseParameters(Map.of("method.response.header.X-Type", false)));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .type(IntegrationType.HTTP)
                .integrationHttpMethod("PUT")
                .uri(uri)
                .requestParameters(Map.of(
                        "integration.request.path.kind", "method.request.querystring.kind",
                        "integration.request.header.X-Item", "method.request.body.item"))
                .requestTemplates(Map.of("application/json", "{\"made\": $input.json('$.item')}")));
        aws.apis.putIntegrationResponse(response -> response.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("POST")
                .statusCode("201")
                .responseParameters(Map.of("method.response.header.X-Type", "integration.response.header.Content-type"))
                .responseTemplates(Map.of("application/json", "<$input.body>")));
    }

    private void proxy(String resourceId, String uri) {
        aws.apis.putMethod(method ->
                method.restApiId(apiId).resourceId(resourceId).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("GET")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("GET")
                .uri(uri));
    }

    @Test
    void aPreflightRequestGetsWhatTheConsoleHasSetUp() {
        HttpResponse<String> answer = send(request("/pets")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "GET"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET,OPTIONS");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aCustomIntegrationMapsBothWays() {
        HttpResponse<String> answer =
                send(request("/orders?kind=cat").POST(HttpRequest.BodyPublishers.ofString("{\"item\": \"milk\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body())
                .startsWith("<pets PUT /v1/cat\n")
                .contains("x-item: milk\n")
                .contains("content-length: 16\n")
                .endsWith(">");
        assertThat(answer.headers().firstValue("X-Type")).hasValue("text/plain");
        assertThat(answer.headers().firstValue("X-Amzn-Trace-Id")).isPresent();
    }

    @Test
    void aNameIsLookedUp() {
        HttpResponse<String> answer = send(request("/named?a=1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("pets GET /named?a=1\n").contains("host: localhost:" + pets.port());
    }

    @Test
    void aNameThatNobodyKnowsIsANetworkError() {
        HttpResponse<String> answer = send(request("/nowhere"));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br"})
    void whatIsLargeEnoughIsCompressed(String accepted) throws Exception {
        HttpResponse<byte[]> answer = client.send(
                request("/named").header("Accept-Encoding", accepted).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .asString()
                .startsWith("pets GET /named\n");
    }

    @Test
    void aTemplateThatWouldLoopForEverEndsAndHoldsUpNobody() {
        CompletableFuture<HttpResponse<String>> looping =
                client.sendAsync(request("/loop").build(), HttpResponse.BodyHandlers.ofString());
        int answered = 0;
        while (!looping.isDone()) {
            assertThat(send(request("/named")).statusCode()).isEqualTo(200);
            answered++;
        }
        assertThat(answered).isPositive();
        assertThat(looping.join().statusCode()).isEqualTo(500);
        assertThat(looping.join().body()).isEqualTo("{\"message\": \"Internal server error\"}");
    }

    private HttpRequest.Builder request(String path) {
        return Invocation.USER_REQUEST_PATH.request(emulator.endpoint(), apiId, TutorialSteps.STAGE, path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static PatchOperation patch(Op op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }
}
