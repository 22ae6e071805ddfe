package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that an API has put in place of AWS's. */
class CustomGatewayResponsesTest {

    private static final Map<String, String> NOTHING = Map.of();

    private final ApiFixture api = ApiFixture.api("abc")
            .route("GET", "/existing")
            .validator("all", true, true)
            .model("Pet", "{'type':'object','required':['bar'],'additionalProperties':false}")
            .route("POST", "/pets", method -> method.validator("all").model("$default", "Pet"));

    @Test
    void statusFieldsAndBodyAreTheApis() {
        api.gatewayResponse(
                "MISSING_AUTHENTICATION_TOKEN",
                "404",
                Map.of(
                        "gatewayresponse.header.Access-Control-Allow-Origin", "'*'",
                        "gatewayresponse.header.x-request-header", "method.request.header.Accept",
                        "gatewayresponse.header.x-request-path", "method.request.path.petId",
                        "gatewayresponse.header.x-request-query", "method.request.querystring.q",
                        "gatewayresponse.header.x-type", "context.error.responseType"),
                Map.of("application/json", """
                        {"message": $context.error.messageString, "plain": "$context.error.message",
                         "type": "$context.error.responseType", "stage": "${context.stage}",
                         "path": "$context.resourcePath", "a": "$stageVariables.a", "verb": "$context.httpMethod",
                         "q": "$method.request.querystring.q", "unknown": "$foo $context.nothing.at-all $context.stage.",
                         "validation": "$context.error.validationErrorString"}"""));

        FakeExchange exchange =
                gateway().serve(Gateway.request("GET", "/dev/random?q=a%0d%0ab").field("Accept", "text/html"));

        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.text()).isEqualTo("""
                {"message": "Missing Authentication Token", "plain": "Missing Authentication Token",
                 "type": "MISSING_AUTHENTICATION_TOKEN", "stage": "dev",
                 "path": "", "a": "", "verb": "GET",
                 "q": "a\r
                b", "unknown": "$foo -all dev.",
                 "validation": ""}""");
        assertThat(exchange.responseField("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(exchange.responseField("x-request-header")).isEqualTo("text/html");
        assertThat(exchange.responseField("x-request-query")).isEqualTo("a  b");
        assertThat(exchange.responseField("x-type")).isEqualTo("MISSING_AUTHENTICATION_TOKEN");
        assertThat(exchange.responseHead().headers().contains("x-request-path")).isFalse();
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void generalOnesHandDownFieldsAndLeaveBodiesAsTheyAre() {
        api.gatewayResponse(
                        "DEFAULT_4XX", "", Map.of("gatewayresponse.header.Access-Control-Allow-Origin", "'*'"), NOTHING)
                .gatewayResponse("DEFAULT_5XX", "599", NOTHING, NOTHING);
        Gateway gateway = gateway();

        FakeExchange missing = gateway.get("/dev/random");
        assertThat(missing.status()).isEqualTo(403);
        assertThat(missing.text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(missing.responseField("Access-Control-Allow-Origin")).isEqualTo("*");

        gateway.backend.script = sink -> sink.abort(new Failure(Failure.Kind.RESET, "reset"));
        FakeExchange broken = gateway.get("/dev/existing");
        assertThat(broken.status()).isEqualTo(599);
        assertThat(broken.text()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
        assertThat(broken.responseHead().headers().contains("Access-Control-Allow-Origin"))
                .isFalse();
    }

    @Test
    void anAnswerOfItsOwnInheritsNothing() {
        api.gatewayResponse("DEFAULT_5XX", "599", NOTHING, Map.of("text/plain", "general"))
                .gatewayResponse("INTEGRATION_FAILURE", "", Map.of("gatewayresponse.header.X", "'1'"), NOTHING);
        Gateway gateway = gateway();
        gateway.backend.script = sink -> sink.abort(new Failure(Failure.Kind.RESET, "reset"));

        FakeExchange exchange = gateway.get("/dev/existing");
        assertThat(exchange.status()).isEqualTo(504);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
        assertThat(exchange.responseField("X")).isEqualTo("1");
    }

    @Test
    void theValidatorsWordsCanBeShown() {
        api.gatewayResponse(
                "BAD_REQUEST_BODY",
                "422",
                NOTHING,
                Map.of("application/json", "{\"errors\":\"$context.error.validationErrorString\"}"));
        FakeExchange exchange =
                gateway().serve(Gateway.request("POST", "/dev/pets").body("{\"foo\":1}"));
        exchange.runPending();

        assertThat(exchange.status()).isEqualTo(422);
        assertThat(exchange.text())
                .isEqualTo("{\"errors\":\"[object has missing required properties ([\"bar\"]), object instance has"
                        + " properties which are not allowed by the schema: [\"foo\"]]\"}");
    }

    @Test
    void theClientsFirstAcceptedTypeChoosesTheBody() {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("application/xml", "<e>$context.error.message</e>");
        templates.put("application/json", "{}");
        api.gatewayResponse("MISSING_AUTHENTICATION_TOKEN", "", NOTHING, templates);
        Gateway gateway = gateway();

        FakeExchange xml = gateway.serve(
                Gateway.request("GET", "/dev/x").field("Accept", "application/xml;q=0.9, application/json"));
        assertThat(xml.text()).isEqualTo("<e>Missing Authentication Token</e>");
        assertThat(xml.responseField("Content-Type")).isEqualTo("application/xml");
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("Accept", "*/*"))
                        .text())
                .isEqualTo("{}");
        assertThat(gateway.get("/dev/x").text()).isEqualTo("{}");
    }

    @Test
    void theOnlyTypeThereIsServesEverybody() {
        api.gatewayResponse("MISSING_AUTHENTICATION_TOKEN", "", NOTHING, Map.of("text/html", "<p>no</p>"));
        FakeExchange exchange = gateway().get("/dev/x");
        assertThat(exchange.text()).isEqualTo("<p>no</p>");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("text/html");
    }

    @Test
    void stageVariablesOfTheStageAreUsed() {
        api.gatewayResponse(
                "DEFAULT_4XX",
                "",
                Map.of("gatewayresponse.header.X", "stageVariables.v"),
                Map.of("text/plain", "$stageVariables.v ${stageVariables.none}."));
        FakeExchange exchange = Gateway.of(api, Map.of("v", "blue")).get("/dev/x");
        assertThat(exchange.text()).isEqualTo("blue .");
        assertThat(exchange.responseField("X")).isEqualTo("blue");
    }

    @Test
    void noFieldBreaksTheMessage() {
        api.gatewayResponse(
                "DEFAULT_4XX",
                "100",
                Map.of(
                        "gatewayresponse.header.Content-Length", "'5'",
                        "gatewayresponse.header.transfer-encoding", "'chunked'",
                        "gatewayresponse.header.Content-Type", "'text/x'"),
                NOTHING);
        FakeExchange exchange = gateway().get("/dev/x");
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.responseHead().headers().contains("Content-Length")).isFalse();
        assertThat(exchange.responseHead().headers().contains("Transfer-Encoding"))
                .isFalse();
        assertThat(exchange.responseHead().headers().getAll("Content-Type")).containsExactly("text/x");
    }

    @Test
    void answersOfTheFrontEndAreNobodysToChange() {
        api.gatewayResponse("DEFAULT_4XX", "499", NOTHING, Map.of("application/json", "custom"))
                .gatewayResponse("REQUEST_TOO_LARGE", "499", NOTHING, Map.of("application/json", "custom"));
        Gateway gateway = gateway();

        assertThat(gateway.get("/nope/x").text()).isEqualTo("{\"message\":\"Forbidden\"}");
        FakeExchange tooLarge =
                gateway.serve(Gateway.request("POST", "/dev/pets").body("x".repeat(10_485_761)));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.text()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
    }

    @Test
    void aSignatureThatIsIncompleteCountsAsInvalid() {
        api.gatewayResponse("INVALID_SIGNATURE", "401", NOTHING, Map.of("text/plain", "$context.error.responseType"));
        FakeExchange exchange = gateway().serve(Gateway.request("GET", "/dev/x").field("Authorization", "Bearer abc"));
        assertThat(exchange.status()).isEqualTo(401);
        assertThat(exchange.text()).isEqualTo("INVALID_SIGNATURE");
    }

    private Gateway gateway() {
        return Gateway.of(api);
    }
}
