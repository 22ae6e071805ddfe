package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lambda functions as targets, called through the Invoke API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaTargetConformanceTest {

    private final EchoFunction function = new EchoFunction();
    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.services(function.endpoints()).provisioningTime(Duration.ZERO));
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private TargetedAlb alb;

    @BeforeAll
    void build() {
        alb = new TargetedAlb(aws, emulator.endpoint(), "functions");
        alb.function("hello", "arn:aws:lambda:us-east-1:000000000000:function:hello");
    }

    @AfterAll
    void stop() {
        aws.close();
        emulator.close();
        function.close();
    }

    @Test
    @Conformance("ALB-T26")
    @DisplayName("ALB-T26 Which bodies travel in base64")
    void bodiesInBase64() {
        alb.request("POST", "/hello", "text", "Content-Type: text/plain");
        assertThat(function.event().path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(function.event().path("body").asText()).isEqualTo("text");
        alb.request("POST", "/hello", "text", "Content-Type: image/png");
        assertThat(function.event().path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(function.event().path("body").asText()).isEqualTo("dGV4dA==");
        alb.request("POST", "/hello", "text", "Content-Type: text/plain", "Content-Encoding: gzip");
        assertThat(function.event().path("isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    @Conformance("ALB-T28")
    @DisplayName("ALB-T28 Parameters are not decoded")
    void parameters() {
        alb.get("/hello?a=%20b");
        assertThat(function.event().at("/queryStringParameters/a").asText()).isEqualTo("%20b");
    }

    @Test
    @Conformance("ALB-T30")
    @DisplayName("ALB-T30 Hop-by-hop fields of a function are dropped and Content-Length is computed")
    void hopByHopFields() {
        JsonNode result = ControlCalls.tree("{\"statusCode\":200,\"headers\":{\"Connection\":\"close\","
                + "\"Transfer-Encoding\":\"chunked\",\"X-Kept\":\"1\"},\"body\":\"hello\"}");
        function.returns(result);
        TestClient.Response answer = alb.get("/hello");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo("hello");
        assertThat(answer.header("Content-Length")).contains("5");
        assertThat(answer.header("Transfer-Encoding")).isEmpty();
        assertThat(answer.header("X-Kept")).contains("1");
        assertThat(answer.header("Connection").orElse("")).isNotEqualTo("close");
    }

    @Test
    void aFunctionThatFailsIsABadGateway() {
        function.fails("boom");
        TestClient.Response answer = alb.get("/hello");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Server")).contains("awselb/2.0");
    }
}
