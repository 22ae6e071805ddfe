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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the client through the edge to whatever answers for Lambda, over real sockets. */
class LambdaProxyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:orders";

    private final TestOrigin lambda = TestOrigin.start();
    private final Underpass underpass = Underpass.builder()
            .services(ServiceEndpoints.of(
                    List.of("orders=http://127.0.0.1:" + lambda.port()), "http://127.0.0.1:" + lambda.port()))
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
    void templatesMakeTheEventAndTheResponse() throws Exception {
        lambda.behave(Behaviours.status(
                200, "{\"errorMessage\":\"[404] no tea\",\"errorType\":\"E\"}", "X-Amz-Function-Error: Unhandled"));
        String api = integration(
                "{\"type\":\"AWS\",\"httpMethod\":\"POST\",\"uri\":\"" + uri("orders")
                        + "\",\"requestTemplates\":{\"application/json\":\"{\\\"of\\\":\\\"$input.params('proxy')\\\"}\"}}",
                "\\\\[404\\\\].*",
                "{\\\"why\\\":$input.json('$.errorMessage')}");
        HttpResponse<String> answer = get(api);
        assertThat(lambda.requests().get(0).bodyText()).isEqualTo("{\"of\":\"x\"}");
        assertThat(answer.body()).isEqualTo("{\"why\":\"[404] no tea\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void otherServicesAreCalledAtTheFallback() throws Exception {
        lambda.behave(Behaviours.status(404, "<ErrorResponse/>"));
        String api = integration(
                "{\"type\":\"AWS\",\"httpMethod\":\"POST\",\"credentials\":\"arn:aws:iam::000000000000:role/r\",\"uri\":"
                        + "\"arn:aws:apigateway:eu-west-1:sqs:path/000000000000/tea?Action=SendMessage\"}",
                "4..",
                "");
        assertThat(get(api).statusCode()).isEqualTo(404);
        TestOrigin.Request request = lambda.requests().get(0);
        assertThat(request.target()).isEqualTo("/000000000000/tea?Action=SendMessage");
        assertThat(request.header("Authorization").orElseThrow()).contains("/eu-west-1/sqs/aws4_request");
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
        // It is written once the exchange is over, which may be a moment after its answer arrived.
        HttpResponse<String> found = Awaitility.await()
                .until(
                        () -> HTTP.send(HttpRequest.newBuilder(journal).build(), HttpResponse.BodyHandlers.ofString()),
                        response -> response.statusCode() == 200);
        JsonNode entry = JSON.readTree(found.body());
        assertThat(entry.path("failure").path("reason").textValue())
                .contains("payments")
                .contains("--lambda-endpoint");
    }

    private HttpResponse<String> get(String api) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(underpass.invokeUrl(api, "dev") + "/x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** An API whose stage {@code dev} leads everything to the function {@code name}. */
    private String proxy(String name) throws Exception {
        String[] made = method();
        call(
                "PUT",
                made[1] + "/integration",
                "{\"type\":\"AWS_PROXY\",\"httpMethod\":\"POST\",\"uri\":\"" + uri(name) + "\"}");
        return deployed(made[0]);
    }

    /** An API with the integration {@code members}, and the response 404 for what {@code pattern} takes. */
    private String integration(String members, String pattern, String template) throws Exception {
        String[] made = method();
        call("PUT", made[1] + "/integration", members);
        call("PUT", made[1] + "/responses/404", "{}");
        call(
                "PUT",
                made[1] + "/integration/responses/404",
                "{\"selectionPattern\":\"" + pattern + "\",\"responseTemplates\":{\"application/json\":\"" + template
                        + "\"}}");
        return deployed(made[0]);
    }

    private static String uri(String name) {
        return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION.replace("orders", name)
                + "/invocations";
    }

    private String deployed(String id) throws Exception {
        call("POST", "/restapis/" + id + "/deployments", "{\"stageName\":\"dev\"}");
        return id;
    }

    /** An API's id, and the path of its one method. */
    private String[] method() throws Exception {
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
        return new String[] {id, method};
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
