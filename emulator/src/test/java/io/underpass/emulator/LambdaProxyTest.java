package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the client through the edge to whatever answers for Lambda, over real sockets. */
class LambdaProxyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:orders";

    private final TestOrigin lambda = TestOrigin.start();
    private final Underpass underpass = Underpass.builder()
            .services(ServiceEndpoints.of(List.of("orders=http://127.0.0.1:" + lambda.port()), ""))
            .start();

    @AfterEach
    void close() {
        underpass.close();
        lambda.close();
    }

    @Test
    void theFunctionAnswersTheClient() throws Exception {
        lambda.behave((request, connection) -> {
            JsonNode event = JSON.readTree(request.body());
            String body = event.path("httpMethod").textValue() + " "
                    + event.path("path").textValue() + " " + event.path("body").textValue();
            return Behaviours.status(
                            200,
                            JSON.createObjectNode()
                                    .put("statusCode", 418)
                                    .put("body", body)
                                    .toString(),
                            "X-Amz-Executed-Version: $LATEST")
                    .answer(request, connection);
        });
        String api = proxy("orders");
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(underpass.invokeUrl(api, "dev") + "/tea/pot"))
                        .POST(HttpRequest.BodyPublishers.ofString("short and stout"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("POST /tea/pot short and stout");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void bigBodiesGoBothWays() throws Exception {
        lambda.behave((request, connection) -> {
            String body = JSON.readTree(request.body()).path("body").textValue();
            return Behaviours.status(
                            200, JSON.createObjectNode().put("body", body).toString())
                    .answer(request, connection);
        });
        String big = "0123456789".repeat(200_000);
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(underpass.invokeUrl(proxy("orders"), "dev") + "/x"))
                        .POST(HttpRequest.BodyPublishers.ofString(big))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(big);
    }

    @Test
    void aFunctionThatNobodyRunsIsExplainedByTheJournal() throws Exception {
        String api = proxy("payments");
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(underpass.invokeUrl(api, "dev") + "/x"))
                        .header("x-underpass-explain", "1")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        URI journal = underpass
                .endpoint()
                .resolve(answer.headers().firstValue("x-underpass-journal").orElseThrow());
        JsonNode entry =
                JSON.readTree(HTTP.send(HttpRequest.newBuilder(journal).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        assertThat(entry.path("failure").path("reason").textValue())
                .contains("payments")
                .contains("--lambda-endpoint");
    }

    /** An API whose stage {@code dev} leads everything to the function {@code name}. */
    private String proxy(String name) throws Exception {
        JsonNode api = call("POST", "/restapis", "{\"name\":\"functions\"}");
        String id = api.path("id").textValue();
        String resource = call(
                        "POST",
                        "/restapis/" + id + "/resources/"
                                + api.path("rootResourceId").textValue(),
                        "{\"pathPart\":\"{proxy+}\"}")
                .path("id")
                .textValue();
        String method = "/restapis/" + id + "/resources/" + resource + "/methods/ANY";
        call("PUT", method, "{\"authorizationType\":\"NONE\"}");
        call(
                "PUT",
                method + "/integration",
                "{\"type\":\"AWS_PROXY\",\"httpMethod\":\"POST\",\"uri\":\"arn:aws:apigateway:us-east-1:lambda:path/"
                        + "2015-03-31/functions/" + FUNCTION.replace("orders", name) + "/invocations\"}");
        call("POST", "/restapis/" + id + "/deployments", "{\"stageName\":\"dev\"}");
        return id;
    }

    private JsonNode call(String verb, String path, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(underpass.endpoint().resolve(path))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request,"
                                        + " SignedHeaders=host, Signature=00")
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
