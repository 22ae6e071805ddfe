package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.services.ServiceEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of requests and answers on their way, as descriptions say it. */
class DescribedMappingTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:judge";

    private static HttpServer server;
    private static Underpass underpass;

    /** Answers with what it was asked; with 404 where that says so. */
    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String asked = exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean function = asked.contains("/invocations");
            byte[] answer = (function
                            ? "{\"errorMessage\": \"no such thing\"}"
                            : "{\"asked\": \"" + asked.replace("\"", "'") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("x-served-by", "backend");
            exchange.getResponseHeaders().set("content-type", "application/json");
            if (function) {
                exchange.getResponseHeaders().set("x-amz-function-error", "Unhandled");
            }
            exchange.sendResponseHeaders(asked.contains("missing") ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .services(ServiceEndpoints.of(List.of("http://" + place()), ""))
                .start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        server.stop(0);
    }

    @Test
    void requestsAndAnswersAreMadeAnewOnTheirWay() throws Exception {
        Applied applied = apply(mapped());
        String url = applied.invokeUrl("mapped").toString();

        HttpResponse<String> found = post(url + "/orders/7?page=3", "{\"id\": 5, \"more\": 1}");
        assertThat(found.statusCode()).as(found.body()).isEqualTo(202);
        assertThat(found.body()).isEqualTo("{\"said\": \"/orders/7?p=3 {'number': 5}\"}");
        assertThat(found.headers().firstValue("x-by")).contains("backend");

        HttpResponse<String> missing = post(url + "/orders/7", "{\"id\": \"missing\"}");
        assertThat(missing.statusCode()).isEqualTo(410);
        assertThat(missing.body()).isEqualTo("gone");

        HttpResponse<String> other = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/orders/7"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(other.statusCode()).as("never passed through").isEqualTo(415);

        assertThat(apply(mapped()).changes()).isEmpty();
    }

    private static Description mapped() {
        return Description.of("mapped")
                .loadBalancer("mapped", place())
                .api(
                        "mapped",
                        "test",
                        api -> api.route(
                                "POST /orders/{id}",
                                r -> r.to("mapped")
                                        .request(to -> to.body("{\"number\": $input.json('$.id')}")
                                                .query("p", "method.request.querystring.page")
                                                .passthrough("NEVER"))
                                        .response(
                                                202,
                                                back -> back.body("{\"said\": $input.json('$.asked')}")
                                                        .header("x-by", "integration.response.header.X-served-by"))
                                        .response(410, back -> back.when("404").body("gone"))));
    }

    @Test
    void whatIsNotSaidIsLeftAsItIs() throws Exception {
        Applied applied = apply(Description.of("half")
                .loadBalancer("half", place())
                .api(
                        "half",
                        "test",
                        api -> api.route("POST /a", r -> r.to("half").request(to -> to.body("sent")))
                                .route("POST /b", r -> r.to("half").response(203, back -> back))));

        HttpResponse<String> sent = post(applied.invokeUrl("half") + "/a", "{}");
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).isEqualTo("{\"asked\": \"/a sent\"}");
        HttpResponse<String> answered = post(applied.invokeUrl("half") + "/b", "{}");
        assertThat(answered.statusCode()).isEqualTo(203);
        assertThat(answered.body()).isEqualTo("{\"asked\": \"/b {}\"}");
    }

    @Test
    void answersMayBeMadeOfRequestsAlone() throws Exception {
        Applied applied = apply(Description.of("mock")
                .api(
                        "mock",
                        "test",
                        api -> api.route(
                                        "GET /{name}",
                                        r -> r.response(
                                                200, back -> back.body("{\"hello\": \"$input.params('name')\"}")))
                                .route(
                                        "GET /chosen/{status}",
                                        r -> r.request(to -> to.body("{\"statusCode\": $input.params('status')}"))
                                                .response(200, back -> back.body("well"))
                                                .response(
                                                        404,
                                                        back -> back.when("404").body("not there")))));
        String url = applied.invokeUrl("mock").toString();

        assertThat(get(url + "/jane").body()).isEqualTo("{\"hello\": \"jane\"}");
        assertThat(get(url + "/chosen/200").body()).isEqualTo("well");
        assertThat(get(url + "/chosen/404").statusCode()).isEqualTo(404);
        assertThat(get(url + "/chosen/404").body()).isEqualTo("not there");
    }

    @Test
    void errorsOfFunctionsAreToldApart() throws Exception {
        Applied applied = apply(Description.of("function")
                .api(
                        "function",
                        "test",
                        api -> api.route(
                                "GET /",
                                r -> r.function(FUNCTION)
                                        .request(to -> to.body("{}"))
                                        .response(200, back -> back)
                                        .response(
                                                404,
                                                back -> back.when("no such.*")
                                                        .body("$input.path('$.errorMessage')")))));

        HttpResponse<String> answer = get(applied.invokeUrl("function") + "/");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("no such thing");
    }

    @Test
    void aFileSaysTheSame() {
        assertThat(DescriptionFile.parse("mapped.yaml", """
                                loadBalancers:
                                  mapped: PLACE
                                apis:
                                  mapped:
                                    stage: test
                                    routes:
                                      POST /orders/{id}:
                                        to: mapped
                                        request:
                                          body: "{\\"number\\": $input.json('$.id')}"
                                          query: {p: method.request.querystring.page}
                                          passthrough: never
                                        responses:
                                          202:
                                            body: {application/json: "{\\"said\\": $input.json('$.asked')}"}
                                            headers: {x-by: integration.response.header.X-served-by}
                                          410: {when: 404, body: gone}
                                """.replace("PLACE", place()))
                        .description())
                .isEqualTo(mapped());
        assertThat(DescriptionFile.parse(
                                "short.yaml",
                                "apis: {a: {stage: t, routes: {GET /: {request: '{\"statusCode\": 200}', responses: {200: hello}}}}}")
                        .description())
                .isEqualTo(Description.of("short")
                        .api(
                                "a",
                                "t",
                                api -> api.route(
                                        "GET /",
                                        r -> r.request(to -> to.body("{\"statusCode\": 200}"))
                                                .response(200, back -> back.body("hello")))));
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> apply(Description.of("wrong")
                        .api(
                                "wrong",
                                "test",
                                api -> api.route(
                                        "GET /",
                                        r -> r.answer(204, "text/plain", "").response(200, back -> back)))))
                .hasMessageContaining("nothing to map");
        assertThatThrownBy(() -> apply(Description.of("wrong")
                        .api(
                                "wrong",
                                "test",
                                api -> api.route(
                                        "GET /",
                                        r -> r.response(200, back -> back).response(201, back -> back)))))
                .hasMessageContaining("apis.wrong.routes.GET /.responses.201: says no more than that of 200");
        assertThatThrownBy(() -> apply(Description.of("wrong")
                        .api(
                                "wrong",
                                "test",
                                api -> api.route("GET /", r -> r.response(200, back -> back.header("x", "y"))))))
                .as("what AWS refuses")
                .hasMessageContaining("apis.wrong.routes.GET /.responses.200: ");
    }

    private static Applied apply(Description description) {
        return underpass.apply(description);
    }

    private static String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String url, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
