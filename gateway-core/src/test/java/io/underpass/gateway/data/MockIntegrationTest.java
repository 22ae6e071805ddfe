package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.FakeExchange;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MockIntegrationTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"statusCode\": 200}", "{statusCode: 200}"})
    @DisplayName("B07 A MOCK template {statusCode: 200} answers 200")
    void theRequestTemplateNamesTheStatus(String template) {
        FakeExchange exchange =
                mock(method -> method.mock(template).response(status("200"))).get("/dev/x");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEmpty();
        assertThat(exchange.responseFieldNames())
                .containsExactlyInAnyOrder("date", "x-amzn-requestid", "x-amz-apigw-id", "content-type");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"statusCode\": \"200\"}", "statusCode: 200", "[200]"})
    void aTemplateWithoutAStatusIsAConfigurationError(String template) {
        FakeExchange exchange =
                mock(method -> method.mock(template).response(status("200"))).get("/dev/x");
        assertInternalError(exchange, "Unable to parse statusCode");
    }

    @Test
    void withoutATemplateTheBodyItselfNamesTheStatus() {
        Gateway gateway = mock(method -> method.connectionType("").type("MOCK").response(status("200")));
        assertThat(gateway.serve(Gateway.request("POST", "/dev/x").body("{\"statusCode\":200}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void preflightRequestsAreAnsweredAsTheConsoleSetsThemUp() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route(
                        "OPTIONS",
                        "/pets",
                        method -> method.mock("{\"statusCode\": 200}")
                                .response(status("200")
                                        .header(
                                                "Access-Control-Allow-Headers",
                                                "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'")
                                        .header("Access-Control-Allow-Methods", "'GET,OPTIONS'")
                                        .header("Access-Control-Allow-Origin", "'*'"))));
        FakeExchange exchange = gateway.serve(Gateway.request("OPTIONS", "/dev/pets")
                .field("Origin", "https://shop.example")
                .field("Access-Control-Request-Method", "GET"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.responseField("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(exchange.responseField("Access-Control-Allow-Methods")).isEqualTo("GET,OPTIONS");
        assertThat(exchange.responseField("Access-Control-Allow-Headers"))
                .isEqualTo("Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token");
        assertThat(exchange.text()).isEmpty();
    }

    @Test
    void aResponseTemplateMakesTheBody() {
        FakeExchange exchange = mock(method -> method.mock("{\"statusCode\": 200}")
                        .response(status("200")
                                .template(
                                        "application/json",
                                        "{\"id\": \"$input.params('id')\", \"at\": \"$context.stage\"}")))
                .get("/dev/x?id=7");
        assertThat(exchange.text()).isEqualTo("{\"id\": \"7\", \"at\": \"dev\"}");
    }

    @Test
    void theStatusChoosesTheIntegrationResponse() {
        Gateway gateway = mock(method -> method.mock("{\"statusCode\": $input.params('status')}")
                .response(status("200"))
                .response(status("400").when("4\\d{2}").template("application/json", "bad")));
        FakeExchange exchange = gateway.get("/dev/x?status=404");
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.text()).isEqualTo("bad");
        assertThat(gateway.get("/dev/x?status=503").status()).isEqualTo(200);
    }

    @Test
    void theRequestTemplateMayOverrideTheResponse() {
        FakeExchange exchange = mock(method -> method.mock("#set($context.responseOverride.status = 444)"
                                + "#set($context.responseOverride.header.x-made = 'here'){\"statusCode\": 200}")
                        .response(status("200")))
                .get("/dev/x");
        assertThat(exchange.status()).isEqualTo(444);
        assertThat(exchange.text()).isEmpty();
        assertThat(exchange.responseField("x-made")).isEqualTo("here");
    }

    @Test
    void overridesOfTheRequestReachTheResponseTemplate() {
        FakeExchange exchange = mock(method -> method.mock(
                                "#set($context.requestOverride.path.fruit = 'pear'){\"statusCode\": 200}")
                        .response(status("200").template("application/json", "$context.requestOverride.path.fruit")))
                .get("/dev/x");
        assertThat(exchange.text()).isEqualTo("pear");
    }

    @Test
    void anOverriddenHeaderWinsAndIsRemapped() {
        FakeExchange exchange = mock(method -> method.mock("{\"statusCode\": 200}")
                        .response(status("200")
                                .header("x-a", "'mapped'")
                                .template(
                                        "application/json",
                                        "#set($context.responseOverride.header.X-A = 'template')"
                                                + "#set($context.responseOverride.header.Server = 'mine')")))
                .get("/dev/x");
        assertThat(exchange.responseHead().headers().getAll("x-a")).containsExactly("template");
        assertThat(exchange.responseField("x-amzn-Remapped-Server")).isEqualTo("mine");
    }

    @Test
    void anOverrideThatIsNoHeadersNameIsAConfigurationError() {
        FakeExchange exchange = mock(method -> method.mock("{\"statusCode\": 200}")
                        .response(status("200")
                                .template("application/json", "#set($context.responseOverride.header[\"a b\"] = 'x')")))
                .get("/dev/x");
        assertInternalError(exchange, "is no header's name");
    }

    @Test
    void withoutAnyIntegrationResponseThereIsNoAnswer() {
        FakeExchange exchange =
                mock(method -> method.mock("{\"statusCode\": 200}")).get("/dev/x");
        assertInternalError(exchange, "No match for output mapping and no default output mapping configured");
    }

    @Test
    void anIntegrationResponseNeedsItsMethodResponse() {
        FakeExchange exchange = mock(method ->
                        method.mock("{\"statusCode\": 200}").undeclaredResponse(status("200")))
                .get("/dev/x");
        assertInternalError(exchange, "Output mapping refers to an invalid method response: 200");
    }

    @Test
    void aTemplateThatCannotBeParsedIsAConfigurationError() {
        FakeExchange exchange =
                mock(method -> method.mock("#if(").response(status("200"))).get("/dev/x");
        assertInternalError(exchange, "Unable to transform request");
    }

    static void assertInternalError(FakeExchange exchange, String reason) {
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("InternalServerErrorException");
        assertThat(exchange.trail().failureReason()).contains(reason);
    }

    private static Gateway mock(UnaryOperator<MethodFixture> settings) {
        return Gateway.of(ApiFixture.api("abc").route("ANY", "/x", settings));
    }
}
