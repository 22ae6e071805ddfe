package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ManualBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final int TEN_MB = 10_485_760;
    private final Gateway gateway = Gateway.proxy();

    @Test
    void headersMayHaveTenKibibytes() {
        String host = "abc.execute-api.us-east-1.localhost:4566";
        int room = 10_240 - "Host".length() - host.length() - "X".length();
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("X", "v".repeat(room)))
                        .status())
                .isEqualTo(200);
        FakeExchange over = gateway.serve(Gateway.request("GET", "/dev/x").field("X", "v".repeat(room + 1)));
        assertThat(over.status()).isEqualTo(431);
        assertThat(over.text()).isEqualTo("HTTP header is larger than 10240 bytes.");
        assertThat(over.responseField("Content-Type")).isEqualTo("text/plain");
        assertThat(over.responseHead().headers().contains("x-amzn-ErrorType")).isFalse();
    }

    @Test
    void aUrlMayHaveTenKibibytes() {
        assertThat(gateway.get("/dev/" + "x".repeat(10_240 - 5)).status()).isEqualTo(200);
        assertThat(gateway.get("/dev/" + "x".repeat(10_240 - 4)).status()).isEqualTo(414);
    }

    @ParameterizedTest
    @CsvSource({"EDGE, 8192, 200, 414", "REGIONAL, 10240, 200, 414", "PRIVATE, 8192, 403, 414"})
    void theUrlsLimitIsThatOfTheEndpointType(String type, int bytes, int within, int beyond) {
        Gateway gateway = Gateway.of(ApiFixture.api("abc").endpointType(type).route("ANY", "/{proxy+}"));
        assertThat(gateway.get("/dev/" + "x".repeat(bytes - 5)).status()).isEqualTo(within);
        assertThat(gateway.get("/dev/" + "x".repeat(bytes - 4)).status()).isEqualTo(beyond);
    }

    @ParameterizedTest
    @CsvSource({"EDGE, 10240, 200, 431", "PRIVATE, 8000, 403, 431"})
    void theHeadersLimitIsThatOfTheEndpointType(String type, int bytes, int within, int beyond) {
        Gateway gateway = Gateway.of(ApiFixture.api("abc").endpointType(type).route("ANY", "/{proxy+}"));
        int room = bytes - "Hostabc.execute-api.us-east-1.localhostX".length();
        assertThat(gateway.serve(headers(room)).status()).isEqualTo(within);
        FakeExchange over = gateway.serve(headers(room + 1));
        assertThat(over.status()).isEqualTo(beyond);
        assertThat(over.text()).isEqualTo("HTTP header is larger than " + bytes + " bytes.");
        assertThat(over.trail().last("api")).isEqualTo("abc");
    }

    private static FakeExchange headers(int room) {
        return Gateway.request("GET", "/dev/x")
                .host("abc.execute-api.us-east-1.localhost")
                .field("X", "v".repeat(room));
    }

    @Test
    void anUnknownApiHasTheWidestLimits() {
        String host = "nope.execute-api.us-east-1.localhost";
        assertThat(gateway.serve(
                                Gateway.request("GET", '/' + "x".repeat(10_239)).host(host))
                        .status())
                .isEqualTo(404);
        assertThat(gateway.serve(
                                Gateway.request("GET", '/' + "x".repeat(10_240)).host(host))
                        .status())
                .isEqualTo(414);
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedUnread() {
        ManualBody body = new ManualBody(TEN_MB + 1);
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x").body(body));
        assertTooLarge(exchange);
        assertThat(body.isStreamed()).isFalse();
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefusedBeforeTheBackendIsCalled() {
        ManualBody body = new ManualBody(-1);
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x").body(body));
        for (int i = 0; i < 10; i++) {
            body.send(1024 * 1024);
        }
        assertThat(exchange.hasHead()).isFalse();
        body.send(1);
        assertTooLarge(exchange);
        assertThat(body.isCancelled()).isTrue();
        body.send(1);
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void aBodyOfExactlyTheLimitPasses() {
        ManualBody body = new ManualBody(TEN_MB);
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x").body(body));
        body.send(TEN_MB);
        assertThat(gateway.backend.request).isNull();
        body.end();
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(gateway.backend.requestBodyBytes).isEqualTo(TEN_MB);
    }

    @Test
    void aSenderThatLeavesHalfwayCallsNobody() {
        ManualBody body = new ManualBody(10);
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x").body(body));
        body.send("half");
        Failure failure = new Failure(Failure.Kind.CLOSED, "gone");
        body.abort(failure);
        assertThat(exchange.failure()).contains(failure);
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void aResponseReportedTooLargeIsAnError() {
        gateway.backend.script = sink -> sink.head(FakeBackend.head(200, TEN_MB + 1));
        assertResponseTooLarge(gateway.get("/dev/x"));
    }

    @Test
    void aResponseThatGrowsTooLargeIsAnError() {
        gateway.backend.silent();
        FakeExchange exchange = gateway.get("/dev/x");
        gateway.backend.sink.head(FakeBackend.head(200, -1));
        gateway.backend.sink.data(FakeBackend.bytes(TEN_MB));
        gateway.backend.sink.data(FakeBackend.bytes(1));
        gateway.backend.sink.data(FakeBackend.bytes(1));
        assertResponseTooLarge(exchange);
    }

    @Test
    void aResponseOfExactlyTheLimitPasses() {
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, -1));
            sink.data(FakeBackend.bytes(TEN_MB));
            sink.end();
        };
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.responseHead().length()).isEqualTo(TEN_MB);
    }

    @Test
    void aStreamedResponseMayBeLarger() {
        Gateway streaming = Gateway.proxy(method -> method.streamed());
        streaming.backend.script = sink -> {
            sink.head(FakeBackend.head(200, TEN_MB + 1));
            sink.data(FakeBackend.bytes(TEN_MB + 1));
            sink.end();
        };
        assertThat(streaming.get("/dev/x").bytes()).hasSize(TEN_MB + 1);
    }

    private void assertResponseTooLarge(FakeExchange exchange) {
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(exchange.trail().failureReason()).contains("larger than allowed maximum of 10485760 bytes");
        assertThat(gateway.backend.flow).containsExactly("cancel");
    }

    private static void assertTooLarge(FakeExchange exchange) {
        assertThat(exchange.status()).isEqualTo(413);
        assertThat(exchange.text()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("text/plain");
    }
}
