package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static io.underpass.it.ControlCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.TestClient;
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
    @Conformance("A10")
    @DisplayName("A10 Without what identifies the caller the authorizer is not asked")
    void noIdentity() {
        ApiDraft api = authorized();
        int before = function.count();
        TestClient.Response answer = api.get("/dev/x");
        assertError(answer, 401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");
        assertThat(answer.body()).hasSize(26);
        assertThat(function.count()).isEqualTo(before);
    }

    @Test
    @Conformance("A11")
    @DisplayName("A11 An authorizer that denies")
    void anAuthorizerThatDenies() {
        function.returns(policy("Deny"));
        assertError(
                authorized().get("/dev/x", "Authorization: token"),
                403,
                "AccessDeniedException",
                "{\"Message\":\"User is not authorized to access this resource with an explicit deny in an"
                        + " identity-based policy\"}");
        function.returns(policy("Allow"));
        assertThat(authorized().get("/dev/x", "Authorization: token").bodyText())
                .isEqualTo("let in");
    }

    @Test
    @Conformance("A12")
    @DisplayName("A12 An authorizer that returns something else")
    void anAuthorizerThatReturnsSomethingElse() {
        function.returns(ControlCalls.tree("{\"principalId\": 7}"));
        assertError(
                authorized().get("/dev/x", "Authorization: token"),
                500,
                "AuthorizerConfigurationException",
                "{\"message\":null}");
    }

    @Test
    void anAuthorizerIsTestedOverTheControlApi() {
        ApiDraft api = authorized();
        String all = api.path() + "/authorizers";
        String one = all + '/' + aws.call("GET " + all).at("/item/0/id").asText();
        function.returns(policy("Deny"));

        JsonNode decided = aws.call("POST " + one, "{`headers`:{`Authorization`:`token`}}");
        assertThat(decided.get("clientStatus").asInt()).isEqualTo(200);
        assertThat(decided.get("principalId").asText()).isNotEmpty();
        assertThat(ControlCalls.tree(decided.get("policy").asText())
                        .at("/Statement/0/Effect")
                        .asText())
                .isEqualTo("Deny");
        assertThat(decided.get("log").asText()).startsWith("Execution log for request ");
        assertThat(aws.call("POST " + one, "{}").get("clientStatus").asInt()).isEqualTo(401);
        assertThat(refusal(aws.answer("POST " + all + "/none", "{}")))
                .contains("Invalid Authorizer identifier specified");
    }

    @Test
    void anAuthorizerThatSaysUnauthorizedIsBelieved() {
        function.fails("Unauthorized");
        assertError(
                authorized().get("/dev/x", "Authorization: token"),
                401,
                "UnauthorizedException",
                "{\"message\":\"Unauthorized\"}");
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

    private static JsonNode policy(String effect) {
        return ControlCalls.tree(
                "{\"principalId\":\"user\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":"
                        + "[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"*\"}]}}");
    }

    /** An API with a TOKEN authorizer of its own. */
    private ApiDraft authorized() {
        ApiDraft api = new ApiDraft(aws);
        String authorizer = aws.call(
                        "POST " + api.path() + "/authorizers",
                        "{`name`:`tokens`,`type`:`TOKEN`,`identitySource`:`method.request.header.Authorization`,"
                                + "`authorizerUri`:`" + ApiDraft.ECHO + "`}")
                .path("id")
                .asText();
        api.mock("/x", "GET", "let in");
        aws.call(
                "PATCH " + api.method("/x", "GET"),
                "{`patchOperations`:[{`op`:`replace`,`path`:`/authorizationType`,`value`:`CUSTOM`},"
                        + "{`op`:`replace`,`path`:`/authorizerId`,`value`:`" + authorizer + "`}]}");
        return api.deploy();
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
