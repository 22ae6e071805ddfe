package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.LambdaFunctions.InvocationType;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.ApiFixture.ResponseFixture;
import io.underpass.wire.FakeExchange;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code AWS} integrations with Lambda, as recorded on AWS where there is a recording. */
class CallFunctionTest {

    private static final String JSON = "application/json";

    private static Gateway gateway(UnaryOperator<MethodFixture> settings) {
        return Gateway.of(ApiFixture.api("abc")
                .route(
                        "ANY",
                        "/{statusCode}",
                        method -> settings.apply(
                                method.type("AWS").integrationVerb("POST").uri(LambdaEventTest.URI))));
    }

    private static FakeExchange get(Gateway gateway, String target) {
        return serve(gateway, Gateway.request("GET", target));
    }

    private static FakeExchange serve(Gateway gateway, FakeExchange request) {
        gateway.serve(request).runPending();
        return request;
    }

    @Test
    void withoutTemplatesTheBodyIsTheEventAndTheAnswerTheBody() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200")));
        gateway.functions.returns("{\"message\": \"hello world\"}");
        FakeExchange exchange =
                serve(gateway, Gateway.request("POST", "/dev/x").body("{\"message\": \"hello world\"}"));
        assertThat(gateway.functions.event()).isEqualTo("{\"message\": \"hello world\"}");
        assertThat(gateway.functions.call().functionArn()).isEqualTo(LambdaEventTest.FUNCTION);
        assertThat(gateway.functions.call().type()).isEqualTo(InvocationType.REQUEST_RESPONSE);
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"hello world\"}");
        assertThat(exchange.responseFieldNames())
                .containsExactlyInAnyOrder(
                        "date", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id", "content-type");
        assertThat(exchange.trail().last("integration")).isEqualTo("AWS");
        assertThat(exchange.trail().last("function")).isEqualTo(LambdaEventTest.FUNCTION);
    }

    @Test
    void aTemplateMakesTheEvent() {
        Gateway gateway = gateway(method -> method.template(JSON, "{\"param1\": \"$input.params('param1')\"}")
                .response(ResponseFixture.status("200").when("")));
        gateway.functions.returns("{\"param1\": \"foobar\"}");
        FakeExchange exchange = get(gateway, "/dev/x?param1=foobar&Signature=1");
        assertThat(gateway.functions.event()).isEqualTo("{\"param1\": \"foobar\"}");
        assertThat(exchange.text()).isEqualTo("{\"param1\": \"foobar\"}");
    }

    @Test
    void withoutABodyTheEventIsAnEmptyObject() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200")));
        get(gateway, "/dev/x");
        assertThat(gateway.functions.event()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200",
        "Error: Raising 400 from within the Lambda function, 405",
        "Error: Raising 500 from within the Lambda function, 502",
        "something else, 200",
    })
    void theErrorsMessageSelectsTheResponse(String message, int status) {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200"))
                .response(ResponseFixture.status("405").when(".*400.*"))
                .response(ResponseFixture.status("502").when(".*5\\d\\d.*")));
        String payload = "{\"errorMessage\": \"" + message + "\", \"errorType\": \"Exception\"}";
        gateway.functions.answers(
                message.isEmpty() ? FakeFunctions.returned("\"Pass\"") : FakeFunctions.error(payload));
        FakeExchange exchange = get(gateway, "/dev/x");
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.text()).isEqualTo(message.isEmpty() ? "\"Pass\"" : payload);
    }

    @Test
    void whoDidNotFailMatchesNoPattern() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200"))
                .response(ResponseFixture.status("400").when(".*")));
        assertThat(get(gateway, "/dev/x").status()).isEqualTo(200);
    }

    @Test
    void withoutAMatchAndADefaultItIsAConfigurationError() {
        Gateway gateway =
                gateway(method -> method.response(ResponseFixture.status("400").when("Bad.*")));
        FakeExchange exchange = get(gateway, "/dev/x");
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).startsWith("No match for output mapping");
    }

    @Test
    void aTemplateMakesTheResponse() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200")
                .template(JSON, "#set($context.responseOverride.status = 202){\"got\": $input.json('$.body')}")
                .header("X-Of-Body", "integration.response.body.body")));
        gateway.functions.returns("{\"statusCode\": 200, \"body\": \"noerror\"}");
        FakeExchange exchange = get(gateway, "/dev/x");
        assertThat(exchange.status()).isEqualTo(202);
        assertThat(exchange.text()).isEqualTo("{\"got\": \"noerror\"}");
        assertThat(exchange.responseField("X-Of-Body")).isEqualTo("noerror");
    }

    @Test
    void anEventInvocationIsAskedForByHeader() {
        Gateway gateway = gateway(method ->
                method.map("header.X-Amz-Invocation-Type", "'Event'").response(ResponseFixture.status("202")));
        gateway.functions.answers(new Result.Returned(202, "".getBytes(UTF_8), Optional.empty(), ""));
        FakeExchange exchange = serve(gateway, Gateway.request("POST", "/dev/x").body("{}"));
        assertThat(gateway.functions.call().type()).isEqualTo(InvocationType.EVENT);
        assertThat(exchange.status()).isEqualTo(202);
        assertThat(exchange.text()).isEmpty();
    }

    @Test
    void aClientMayChooseTheInvocationTypeWhereItIsMapped() {
        Gateway gateway =
                gateway(method -> method.map("header.X-Amz-Invocation-Type", "method.request.header.InvocationType")
                        .response(ResponseFixture.status("200")));
        serve(gateway, Gateway.request("GET", "/dev/x").field("InvocationType", "Event"));
        assertThat(gateway.functions.call().type()).isEqualTo(InvocationType.EVENT);
        serve(gateway, Gateway.request("GET", "/dev/x"));
        assertThat(gateway.functions.call().type()).isEqualTo(InvocationType.REQUEST_RESPONSE);
        FakeExchange unknown = serve(gateway, Gateway.request("GET", "/dev/x").field("InvocationType", "Later"));
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(unknown.trail().failureReason()).contains("Later");
        assertThat(gateway.functions.calls).hasSize(2);
    }

    @Test
    void aRefusalOfLambdaIsNoResponseToMap() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200")));
        gateway.functions.answers(new Result.NotFound("no function"));
        FakeExchange exchange = get(gateway, "/dev/x");
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).isEqualTo("no function");
    }

    @Test
    void aClientThatLeavesEndsTheCall() {
        Gateway gateway = gateway(method -> method.response(ResponseFixture.status("200")));
        gateway.functions.silent();
        get(gateway, "/dev/x").leave();
        assertThat(gateway.functions.cancelled).isTrue();
    }
}
