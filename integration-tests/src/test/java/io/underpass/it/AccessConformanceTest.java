package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static io.underpass.it.ControlCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Validation, authorizers and gateway responses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessConformanceTest {

    private static final String TYPES = "[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR,"
            + " MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY,"
            + " BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED,"
            + " DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR,"
            + " UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]";

    private final EchoFunction function = new EchoFunction();
    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.services(function.endpoints()));
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());

    @AfterAll
    void stop() {
        emulator.close();
        function.close();
    }

    @Test
    @Conformance("A01")
    @DisplayName("A01 Required parameters that are missing are listed: header, path, query")
    void missingParameters() {
        assertError(
                validating().get("/dev/items/42"),
                400,
                "BadRequestException",
                "{\"message\": \"Missing required request parameters: [x-header-param, issuer, qs1]\"}");
    }

    @ParameterizedTest
    @CsvSource({"?qs1=", "?qs1", "?qs1=%20"})
    @Conformance("A02")
    @DisplayName("A02 A required parameter that is blank is missing")
    void blankParameters(String query) {
        assertError(
                validating().get("/dev/items/42" + query, "x-header-param: there"),
                400,
                "BadRequestException",
                "{\"message\": \"Missing required request parameters: [issuer, qs1]\"}");
    }

    @Test
    @Conformance(
            value = {"A10", "A11", "A12"},
            differs = "authorizers are not emulated yet")
    @DisplayName("A10 A11 A12 Lambda authorizers")
    void lambdaAuthorizers() {
        ApiDraft api = new ApiDraft(aws);
        assertThat(refusal(aws.answer("POST " + api.path() + "/authorizers", "{`name`:`a`,`type`:`TOKEN`}")))
                .isEqualTo("501 NotImplementedException: Underpass does not emulate apigateway CreateAuthorizer yet.");
    }

    @Test
    @Conformance("A13")
    @DisplayName("A13 The gateway responses of a fresh API")
    void gatewayResponses() {
        JsonNode items = aws.call("GET " + new ApiDraft(aws).path() + "/gatewayresponses")
                .path("item");
        Map<String, String> statuses = new TreeMap<>();
        items.forEach(item -> {
            assertThat(item.path("defaultResponse").booleanValue()).isTrue();
            assertThat(item.at("/responseTemplates/application~1json").asText())
                    .isEqualTo("{\"message\":$context.error.messageString}");
            statuses.put(
                    item.path("responseType").asText(), item.path("statusCode").asText("none"));
        });
        assertThat(items).hasSize(21);
        assertThat(statuses)
                .hasToString("{ACCESS_DENIED=403, API_CONFIGURATION_ERROR=500, AUTHORIZER_CONFIGURATION_ERROR=500,"
                        + " AUTHORIZER_FAILURE=500, BAD_REQUEST_BODY=400, BAD_REQUEST_PARAMETERS=400,"
                        + " DEFAULT_4XX=none, DEFAULT_5XX=none, EXPIRED_TOKEN=403, INTEGRATION_FAILURE=504,"
                        + " INTEGRATION_TIMEOUT=504, INVALID_API_KEY=403, INVALID_SIGNATURE=403,"
                        + " MISSING_AUTHENTICATION_TOKEN=403, QUOTA_EXCEEDED=429, REQUEST_TOO_LARGE=413,"
                        + " RESOURCE_NOT_FOUND=404, THROTTLED=429, UNAUTHORIZED=401, UNSUPPORTED_MEDIA_TYPE=415,"
                        + " WAF_FILTERED=403}");
    }

    @Test
    @Conformance("A16")
    @DisplayName("A16 A gateway response of a type that does not exist")
    void anUnknownType() {
        ApiDraft api = new ApiDraft(aws);
        assertThat(refusal(aws.answer("PUT " + api.path() + "/gatewayresponses/FAKE_RESPONSE_TYPE", "{}")))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at"
                        + " 'responseType' failed to satisfy constraint: Member must satisfy enum value set: "
                        + TYPES);
    }

    private ApiDraft validating() {
        ApiDraft api = new ApiDraft(aws);
        String validator = aws.call(
                        "POST " + api.path() + "/requestvalidators",
                        "{`name`:`parameters`,`validateRequestParameters`:true}")
                .path("id")
                .asText();
        return api.open(
                        "/items/{other}",
                        "GET",
                        ",`requestValidatorId`:`" + validator
                                + "`,`requestParameters`:{`method.request.header.x-header-param`:true,"
                                + "`method.request.path.issuer`:true,`method.request.querystring.qs1`:true}")
                .integration(
                        "/items/{other}",
                        "GET",
                        "{`type`:`MOCK`,`requestTemplates`:{`application/json`:`{statusCode:200}`}}")
                .response("/items/{other}", "GET", 200, "{}", "{}")
                .deploy();
    }
}
