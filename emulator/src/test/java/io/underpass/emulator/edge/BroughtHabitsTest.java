package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Description;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set for other emulators works here. */
class BroughtHabitsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Underpass underpass;

    @BeforeAll
    static void start() {
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
    }

    @BeforeEach
    void describe() {
        underpass.reset();
        underpass.apply(Description.of()
                .api(
                        "shop",
                        "test",
                        api -> api.tag("_custom_id_", "shop")
                                .route("GET /status", route -> route.answer(200, "text/plain", "open")))
                .api(
                        "moto",
                        "moto-api",
                        api -> api.tag("_custom_id_", "motors")
                                .route("GET /reset", route -> route.answer(200, "text/plain", "its own"))));
    }

    @Test
    void healthIsTextThatScriptsLookThrough() throws Exception {
        HttpResponse<String> health = send(request("/_localstack/health"));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"apigateway\": \"running\"", "\"elbv2\": \"running\"", "\"version\": \"");
        assertThat(send(request("/_localstack/info")).body())
                .contains("\"is_license_activated\": false", "\"uptime\": ");
        assertThat(send(request("/_floci/health")).body()).isEqualTo(health.body());
        assertThat(send(request("/_localstack/health").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_localstack/state/reset", "/_floci/state/reset", "/moto-api/reset"})
    void resetLeavesNothing(String path) throws Exception {
        assertThat(send(request("/restapis/shop/test/_user_request_/status")).statusCode())
                .isEqualTo(200);

        assertThat(send(request(path).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);

        assertThat(send(request("/restapis/shop/test/_user_request_/status")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anApiMayHaveTheirPathsUnderItsOwnName() throws Exception {
        HttpResponse<String> answer =
                send(request("/moto-api/reset").header("Host", "motors.execute-api.us-east-1.amazonaws.com"));

        assertThat(answer.body()).isEqualTo("its own");
    }

    @Test
    void whatLocalStackHasBesideIsRefusedByName() throws Exception {
        HttpResponse<String> answer = send(request("/_localstack/diagnose"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/_localstack/diagnose", "/_underpass/journal");
        assertThat(send(request("/moto-api/data.json")).body()).contains("of moto's calls there is: reset");
        assertThat(send(request("/_aws/elb/orders/42")).body()).contains("whose Host is its DNSName");
    }

    @Test
    void initIsToldInTheShapeOfWhoIsAsked() throws Exception {
        assertThat(send(request("/_localstack/init")).body()).contains("\"completed\"", "\"BOOT\"", "\"scripts\"");
        assertThat(send(request("/_localstack/init/ready")).body()).contains("\"completed\" : false");
        assertThat(send(request("/_localstack/init/later")).statusCode()).isEqualTo(404);
        assertThat(send(request("/_floci/init")).body()).contains("\"completed\"", "\"ready\"");
    }

    @Test
    void theNamesOfItsDomainMeanThisMachine() throws Exception {
        assertThat(send(request("/test/status").header("Host", "shop.execute-api.localhost.localstack.cloud:4566"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/restapis/shop/test/_user_request_/status")
                                .header("Host", "localhost.localstack.cloud:4566"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(signed(request("/restapis/shop"), "test", "apigateway")
                                .header("Host", "apigateway.localhost.localstack.cloud:4566"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAccessKeyOfTwelveDigitsIsTheAccount() throws Exception {
        String made = send(signed(request("/"), "111122223333", "elasticloadbalancing")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("Action=CreateLoadBalancer&Version=2015-12-01&Name=mine"
                                + "&Subnets.member.1=subnet-a&Subnets.member.2=subnet-b")))
                .body();

        assertThat(made).contains("arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/mine/");
        assertThat(describedBy("111122223333")).contains("/app/mine/");
        assertThat(describedBy("test")).doesNotContain("/app/mine/");
    }

    private static String describedBy(String accessKey) throws IOException, InterruptedException {
        return send(signed(
                        request("/?Action=DescribeLoadBalancers&Version=2015-12-01"),
                        accessKey,
                        "elasticloadbalancing"))
                .body();
    }

    private static HttpRequest.Builder signed(HttpRequest.Builder request, String accessKey, String service) {
        return request.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20261123/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=00");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(underpass.endpoint() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
