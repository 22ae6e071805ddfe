package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.file.DescriptionFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of stages and of their methods, as descriptions say them. */
class DescribedStageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path logs;

    private static HttpServer server;
    private static Underpass underpass;

    @BeforeAll
    static void start() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = Integer.toString(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .accessLog(logs.toString())
                .start();
        underpass.clock().freeze();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        server.stop(0);
    }

    @Test
    void methodsMayBeOtherwiseThanTheirStage() throws Exception {
        Description described = staged(all -> all.throttle(100, 50)
                .cache(Duration.ofMinutes(5))
                .method("GET /limited/{id}", one -> one.throttle(1, 2).cache(Duration.ZERO))
                .method("GET /", one -> one.logging("ERROR")));
        Applied applied = underpass.apply(described);
        String url = applied.invokeUrl("staged").toString();

        assertThat(get(url + "/counted").body()).isEqualTo(get(url + "/counted").body());
        assertThat(get(url + "/limited/1").body())
                .isNotEqualTo(get(url + "/limited/1").body());
        assertThat(get(url + "/limited/1").statusCode()).isEqualTo(429);
        assertThat(get(url + "/counted").statusCode()).isEqualTo(200);
        JsonNode settings = stage(applied).at("/methodSettings");
        assertThat(settings.path("~1/GET").path("loggingLevel").asText()).isEqualTo("ERROR");
        assertThat(settings.path("~1/GET").path("throttlingBurstLimit").asInt())
                .as("as for all methods")
                .isEqualTo(50);

        assertThat(underpass.apply(described).changes()).isEmpty();
        underpass.apply(staged(all -> all));
        assertThat(stage(applied).at("/methodSettings")).isEmpty();
        assertThat(stage(applied).at("/cacheClusterEnabled").asBoolean()).isFalse();
    }

    @Test
    void aStageMayHaveAnAccessLog() throws Exception {
        Description described = staged(all -> all.accessLog("$context.requestId says $context.path"));
        Applied applied = underpass.apply(described);
        get(applied.invokeUrl("staged") + "/");
        Path log = logs.resolve("API-Gateway-Access-Logs_" + applied.apiId("staged"))
                .resolve("test.log");
        await().until(() -> Files.exists(log) && Files.readString(log).contains(" says /test/"));

        assertThat(underpass.apply(described).changes()).isEmpty();
        underpass.apply(staged(all -> all));
        assertThat(stage(applied).path("accessLogSettings").isMissingNode()
                        || stage(applied).path("accessLogSettings").isNull())
                .isTrue();
    }

    @Test
    void aCanarySeesOtherVariables() throws Exception {
        Applied applied = underpass.apply(staged(all -> all.canary(100, to -> to.variable("color", "blue"))));
        String url = applied.invokeUrl("staged").toString();
        assertThat(get(url + "/").body()).isEqualTo("blue");
        assertThat(underpass
                        .apply(staged(all -> all.canary(100, to -> to.variable("color", "blue"))))
                        .changes())
                .isEmpty();

        underpass.apply(staged(all -> all.canary(0, to -> to.variable("color", "blue"))));
        assertThat(get(url + "/").body()).isEqualTo("green");
        underpass.apply(staged(all -> all.canary(100, to -> to.variable("color", "red"))));
        assertThat(get(url + "/").body()).isEqualTo("red");
        underpass.apply(staged(all -> all));
        assertThat(get(url + "/").body()).isEqualTo("green");
    }

    @Test
    void whatCallsSayOfItsStageGoesWhenItIsAppliedAgain() throws Exception {
        Applied applied = underpass.apply(staged(all -> all));
        JsonNode described = stage(applied);
        URI place = underpass.endpoint().resolve("/restapis/" + applied.apiId("staged") + "/stages/test");
        HttpRequest update = HttpRequest.newBuilder(place)
                .method("PATCH", HttpRequest.BodyPublishers.ofString("""
                        {"patchOperations": [
                          {"op": "replace", "path": "/accessLogSettings/format", "value": "$context.requestId"},
                          {"op": "replace", "path": "/accessLogSettings/destinationArn",
                           "value": "arn:aws:logs:us-east-1:000000000000:log-group:mine"},
                          {"op": "replace", "path": "/canarySettings/percentTraffic", "value": "100"},
                          {"op": "replace", "path": "/~1/GET/logging/loglevel", "value": "INFO"}]}
                        """))
                .build();
        assertThat(HTTP.send(update, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(stage(applied).toString())
                .contains("log-group:mine", "\"percentTraffic\":100", "\"loggingLevel\":\"INFO\"");

        underpass.apply(staged(all -> all));
        for (String each : new String[] {"accessLogSettings", "canarySettings", "methodSettings"}) {
            assertThat(stage(applied).path(each)).as(each).isEqualTo(described.path(each));
        }
    }

    @Test
    void aFileSaysTheSame() {
        assertThat(DescriptionFile.parse("staged.yaml", """
                                loadBalancers:
                                  staged: PLACE
                                apis:
                                  staged:
                                    stage: test
                                    variables: {color: green}
                                    routes:
                                      GET /: {responses: {200: $stageVariables.color}}
                                      GET /counted: staged
                                      GET /limited/{id}: staged
                                    settings:
                                      rate: 100
                                      burst: 50
                                      methods:
                                        GET /: {rate: 5, burst: 2, cache: 0s, logging: error, dataTrace: false, metrics: true}
                                      accessLog: {format: $context.requestId, destination: "arn:log"}
                                      canary: {percent: 10, variables: {color: blue}, cache: true}
                                """.replace("PLACE", place()))
                        .description())
                .isEqualTo(staged(all -> all.throttle(100, 50)
                        .method(
                                "GET /",
                                one -> one.throttle(5, 2)
                                        .cache(Duration.ZERO)
                                        .logging("ERROR")
                                        .tracingData(false)
                                        .counting(true))
                        .accessLog("$context.requestId", "arn:log")
                        .canary(10, to -> to.variable("color", "blue").sharingCache())));
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> underpass.apply(staged(all -> all.method("GET /limitd/{id}", one -> one))))
                .hasMessageContaining("apis.staged.settings.methods.GET /limitd/{id}: the API has no route")
                .hasMessageContaining("did you mean 'GET /limited/{id}'?");
        assertThatThrownBy(() -> underpass.apply(staged(all -> all.accessLog("$context.path"))))
                .as("what AWS refuses")
                .hasMessageContaining("apis.staged.settings.accessLog: Access Log format must contain");
        assertThatThrownBy(() -> underpass.apply(staged(all -> all.canary(101, to -> to))))
                .hasMessageContaining("apis.staged.settings.canary: 101 is no number");
    }

    private static Description staged(UnaryOperator<StageSettings> settings) {
        return Description.of("staged")
                .loadBalancer("staged", place())
                .api(
                        "staged",
                        "test",
                        api -> api.variable("color", "green")
                                .route("GET /", r -> r.response(200, back -> back.body("$stageVariables.color")))
                                .route("GET /counted", r -> r.to("staged"))
                                .route("GET /limited/{id}", r -> r.to("staged"))
                                .settings(settings));
    }

    private static JsonNode stage(Applied applied) throws IOException {
        JsonNode apis = new ObjectMapper().readTree(underpass.export()).at("/apigateway/apis");
        return apis.path(applied.apiId("staged")).at("/stages/test");
    }

    private static String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
