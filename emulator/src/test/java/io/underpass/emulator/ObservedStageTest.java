package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a stage, over real sockets: its access log, its metrics, and a method's test. */
class ObservedStageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private final TestOrigin origin = TestOrigin.start();
    private Underpass underpass;
    private String api;
    private String resource;

    @BeforeEach
    void deploy() throws Exception {
        underpass = Underpass.builder().accessLog(directory.toString()).start();
        JsonNode made = call("POST", "/restapis", "{\"name\":\"my \\\"pets\\\"\"}");
        api = made.path("id").textValue();
        String root = made.path("rootResourceId").textValue();
        resource = call("POST", "/restapis/" + api + "/resources/" + root, "{\"pathPart\":\"{id}\"}")
                .path("id")
                .textValue();
        String method = "/restapis/" + api + "/resources/" + resource + "/methods/GET";
        call("PUT", method, "{\"authorizationType\":\"NONE\",\"requestParameters\":{\"method.request.path.id\":true}}");
        call(
                "PUT",
                method + "/integration",
                "{\"type\":\"HTTP_PROXY\",\"httpMethod\":\"GET\",\"uri\":\"http://127.0.0.1:" + origin.port()
                        + "/{id}\",\"requestParameters\":{\"integration.request.path.id\":\"method.request.path.id\"}}");
        call("POST", "/restapis/" + api + "/deployments", "{\"stageName\":\"dev\"}");
    }

    @AfterEach
    void close() {
        underpass.close();
        origin.close();
    }

    @Test
    void anAccessLogIsAFile() throws Exception {
        call(
                "PATCH",
                "/restapis/" + api + "/stages/dev",
                "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"/accessLogSettings/destinationArn\",\"value\":"
                        + "\"arn:aws:logs:us-east-1:000000000000:log-group:x\"},{\"op\":\"replace\",\"path\":"
                        + "\"/accessLogSettings/format\",\"value\":"
                        + "\"$context.httpMethod $context.path $context.status $context.responseLength"
                        + " $context.requestId\"}]}");
        origin.behave(Behaviours.status(200, "pet"));
        HttpResponse<String> answer = get(URI.create(underpass.invokeUrl(api, "dev") + "/7"));
        Path log = directory.resolve("API-Gateway-Access-Logs_" + api + "/dev.log");
        String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
        Awaitility.await().until(() -> Files.exists(log) && Files.size(log) > 0);
        assertThat(log).hasContent("GET /dev/7 200 3 " + id);
    }

    @Test
    void metricsAreServedForPrometheus() throws Exception {
        origin.behave(Behaviours.status(404, ""));
        get(URI.create(underpass.invokeUrl(api, "dev") + "/7"));
        String labels = "{api_id=\"" + api + "\",api_name=\"my \\\"pets\\\"\",stage=\"dev\",resource=\"\",method=\"\"}";
        Awaitility.await()
                .untilAsserted(() -> assertThat(get(underpass.endpoint().resolve("/_underpass/metrics"))
                                .body())
                        .contains(
                                "# HELP underpass_gateway_requests_total AWS/ApiGateway Count\n",
                                "underpass_gateway_requests_total" + labels + " 1\n",
                                "underpass_gateway_4xx_errors_total" + labels + " 1\n",
                                "underpass_gateway_5xx_errors_total" + labels + " 0\n",
                                "underpass_gateway_latency_seconds_count" + labels + " 1\n",
                                "underpass_gateway_integration_latency_seconds_count" + labels + " 1\n"));
    }

    @Test
    @DisplayName("C29 TestInvokeMethod executes a method as it is now, and answers what AWS answers")
    void aMethodIsTested() throws Exception {
        origin.behave(Behaviours.status(201, "pet", "X-One: 1"));
        JsonNode result = call(
                "POST",
                "/restapis/" + api + "/resources/" + resource + "/methods/GET",
                "{\"pathWithQueryString\":\"/7?a=1\",\"headers\":{\"X-Two\":\"2\"}}");
        assertThat(result.path("status").asInt()).isEqualTo(201);
        assertThat(result.path("body").textValue()).isEqualTo("pet");
        assertThat(result.path("headers").path("X-One").textValue()).isEqualTo("1");
        assertThat(result.path("multiValueHeaders").path("X-One").path(0).textValue())
                .isEqualTo("1");
        assertThat(result.path("headers").has("Content-Length")).isFalse();
        assertThat(result.path("latency").isIntegralNumber()).isTrue();
        assertThat(result.path("log").textValue())
                .startsWith("Execution log for request ")
                .contains(
                        " : Method request headers: {X-Two=2}\n",
                        " : Endpoint request URI: http://127.0.0.1:" + origin.port() + "/7?a=1\n",
                        " : Method completed with status: 201\n");
    }

    @Test
    void aTestOfWhatIsNotThereIsRefused() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/restapis/" + api + "/resources/" + resource + "/methods/PUT", "{}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Invalid Method identifier specified");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(underpass.endpoint().resolve(path))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request,"
                                        + " SignedHeaders=host, Signature=0")
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
