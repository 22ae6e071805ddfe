package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.PrivateLinks.Refusal;
import io.underpass.gateway.PrivateLinks.Resolution.Refused;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Byte-exact answers of the gateway itself, named by the cases of the behaviour specification. */
class GatewayResponsesTest {

    private final Gateway gateway = Gateway.of(ApiFixture.api("abc").route("GET", "/existing"));

    @Test
    void r01AnUnmatchedRouteMissesAToken() {
        FakeExchange exchange = gateway.get("/dev/random");
        assertFault(
                exchange, 403, "{\"message\":\"Missing Authentication Token\"}", "MissingAuthenticationTokenException");
        assertThat(exchange.responseHead().length()).isEqualTo(42);
        assertThat(exchange.trail().failedStep()).isEqualTo("resource");
        assertThat(exchange.trail().failureReason())
                .isEqualTo("no resource of deployment dep1 takes GET /random; none has this path");
    }

    @Test
    void fieldsAreSpelledAsOnAws() {
        assertThat(gateway.get("/dev/random").responseHead().headers().names())
                .contains("Date", "Content-Type", "x-amzn-ErrorType", "x-amzn-RequestId", "x-amz-apigw-id");
    }

    @Test
    void r17HeadIsNotImpliedByGet() {
        FakeExchange exchange = gateway.serve(Gateway.request("HEAD", "/dev/existing"));
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.responseHead().length()).isEqualTo(42);
        assertThat(exchange.bytes()).isEmpty();
        assertThat(exchange.trail().failureReason()).endsWith("this path has methods for [GET]");
    }

    @Test
    void r16AnUnknownStageIsForbidden() {
        FakeExchange exchange = gateway.get("/nope/existing");
        assertFault(exchange, 403, "{\"message\":\"Forbidden\"}", "ForbiddenException");
        assertThat(exchange.responseHead().length()).isEqualTo(23);
        assertThat(exchange.trail().failureReason()).isEqualTo("API abc has no stage 'nope'; its stages are [dev]");
    }

    @Test
    void noStageAtAllIsForbidden() {
        assertFault(gateway.get("/"), 403, "{\"message\":\"Forbidden\"}", "ForbiddenException");
    }

    @Test
    void aDisabledEndpointIsForbidden() {
        Gateway disabled =
                Gateway.of(ApiFixture.api("abc").route("GET", "/existing").endpointDisabled());
        assertFault(disabled.get("/dev/existing"), 403, "{\"message\":\"Forbidden\"}", "ForbiddenException");
    }

    @Test
    void anUnknownApiIsNamed() {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/existing").host("404api.execute-api.us-east-1.localhost"));
        assertFault(
                exchange,
                404,
                "{\"message\":\"The API id '404api' does not correspond to a deployed API Gateway API\"}",
                "NotFoundException");
    }

    @Test
    void anApiIdCannotBreakOutOfTheBody() {
        FakeExchange exchange = gateway.serve(
                Gateway.request("GET", "/_aws/execute-api/a\"b\\/dev/x").host("localhost"));
        assertThat(exchange.text()).contains("'a\\\"b\\\\'");
    }

    @Test
    void v18AResetIsANetworkError() {
        gateway.backend.script =
                sink -> sink.abort(new Failure(Failure.Kind.RESET, "10.0.0.1:80 reset the connection"));
        FakeExchange exchange = gateway.get("/dev/existing");
        assertFault(
                exchange,
                504,
                "{\"message\": \"Network error communicating with endpoint\"}",
                "InternalServerErrorException");
        assertThat(exchange.responseHead().length()).isEqualTo(56);
        assertThat(exchange.trail().failureReason()).isEqualTo("10.0.0.1:80 reset the connection");
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Kind.class,
            names = {"UNKNOWN_HOST", "CONNECT_REFUSED", "CONNECT_TIMEOUT", "CLOSED", "MALFORMED", "TOO_LARGE"})
    void otherWaysToFailAreNetworkErrorsToo(Failure.Kind kind) {
        gateway.backend.script = sink -> sink.abort(new Failure(kind, "x"));
        assertThat(gateway.get("/dev/existing").text())
                .isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
    }

    @Test
    void aSilentBackendTimesOut() {
        gateway.backend.silent();
        FakeExchange exchange = gateway.get("/dev/existing");
        exchange.advance(Duration.ofMillis(28_999));
        assertThat(exchange.hasHead()).isFalse();
        exchange.advance(Duration.ofMillis(2));
        assertFault(exchange, 504, "{\"message\": \"Endpoint request timed out\"}", "InternalServerErrorException");
        assertThat(exchange.responseHead().length()).isEqualTo(41);
        assertThat(gateway.backend.flow).containsExactly("cancel");
    }

    @Test
    void aLinkThatLeadsNowhereIsAConfigurationError() {
        gateway.backend.refusal = Optional.of(new Refused(Refusal.CONFIGURATION, "no VPC link link01"));
        FakeExchange exchange = gateway.get("/dev/existing");
        assertFault(exchange, 500, "{\"message\": \"Internal server error\"}", "InternalServerErrorException");
        assertThat(exchange.responseHead().length()).isEqualTo(36);
        assertThat(exchange.trail().failureReason()).isEqualTo("no VPC link link01");
    }

    @Test
    void aTargetThatCannotBeReachedIsUnavailable() {
        gateway.backend.refusal = Optional.of(new Refused(Refusal.UNREACHABLE, "no listener on port 81"));
        assertFault(
                gateway.get("/dev/existing"),
                503,
                "{\"message\":\"Service Unavailable\"}",
                "ServiceUnavailableException");
    }

    @Test
    void h03AMappingToContentLengthFailsTheRequest() {
        Gateway broken = Gateway.proxy(method -> method.map("header.Content-Length", "'0'"));
        assertFault(
                broken.get("/dev/x"), 500, "{\"message\": \"Internal server error\"}", "InternalServerErrorException");
    }

    @Test
    void whatIsNotEmulatedIsNamed() {
        Gateway streamed = Gateway.of(ApiFixture.api("abc")
                .route(
                        "GET",
                        "/x",
                        method -> method.type("AWS_PROXY")
                                .integrationVerb("POST")
                                .uri(LambdaEventTest.URI)
                                .streamed()));
        FakeExchange exchange = streamed.get("/dev/x");
        String message = "Underpass does not emulate responseTransferMode STREAM of AWS_PROXY integrations yet.";
        assertFault(exchange, 501, "{\"message\": \"" + message + "\"}", "NotImplementedException");
        assertThat(exchange.trail().failureReason()).isEqualTo(message);
    }

    @Test
    void faultsPointToTheJournalOnDemand() {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/random").field("x-underpass-explain", "1"));
        assertThat(exchange.responseField("x-underpass-journal"))
                .isEqualTo("/_underpass/journal/" + Gateway.REQUEST_ID);
        assertThat(gateway.get("/dev/random").responseHead().headers().get("x-underpass-journal"))
                .isNull();
    }

    private static void assertFault(FakeExchange exchange, int status, String body, String errorType) {
        assertThat(exchange.isEnded()).isTrue();
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.text()).isEqualTo(body);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo(errorType);
        assertThat(exchange.responseField("x-amzn-RequestId")).isEqualTo(Gateway.REQUEST_ID);
        assertThat(exchange.responseField("x-amz-apigw-id")).isEqualTo(Gateway.EXTENDED_ID);
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.responseField("Date")).isEqualTo("Wed, 04 Mar 2026 05:06:07 GMT");
        assertThat(exchange.responseHead().headers().contains("X-Amzn-Trace-Id"))
                .isFalse();
    }
}
