package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateway responses over the wire. */
final class GatewayResponsesTest {

    private static final String DEFAULT_TEMPLATE = "{\"message\":$context.error.messageString}";

    private final ControlApi aws = new ControlApi();
    private String responses = "";

    @BeforeEach
    void createApi() {
        responses = aws.api("{'name':'a'}") + "/gatewayresponses";
    }

    @Test
    @DisplayName("A13 a fresh API shows all types with AWS's defaults")
    void a13AFreshApiShowsAllTypes() {
        JsonNode items = aws.get(responses).get("item");
        Map<String, String> statuses = new TreeMap<>();
        items.forEach(item -> {
            assertThat(item.get("defaultResponse").booleanValue()).isTrue();
            assertThat(item.get("responseParameters")).isEmpty();
            assertThat(item.get("responseTemplates").get("application/json").asText())
                    .isEqualTo(DEFAULT_TEMPLATE);
            statuses.put(
                    item.get("responseType").asText(), item.path("statusCode").asText());
        });

        assertThat(items).hasSize(21);
        assertThat(statuses)
                .hasToString("{ACCESS_DENIED=403, API_CONFIGURATION_ERROR=500, AUTHORIZER_CONFIGURATION_ERROR=500,"
                        + " AUTHORIZER_FAILURE=500, BAD_REQUEST_BODY=400, BAD_REQUEST_PARAMETERS=400, DEFAULT_4XX=,"
                        + " DEFAULT_5XX=, EXPIRED_TOKEN=403, INTEGRATION_FAILURE=504, INTEGRATION_TIMEOUT=504,"
                        + " INVALID_API_KEY=403, INVALID_SIGNATURE=403, MISSING_AUTHENTICATION_TOKEN=403,"
                        + " QUOTA_EXCEEDED=429, REQUEST_TOO_LARGE=413, RESOURCE_NOT_FOUND=404, THROTTLED=429,"
                        + " UNAUTHORIZED=401, UNSUPPORTED_MEDIA_TYPE=415, WAF_FILTERED=403}");
    }

    @Test
    @DisplayName("A16 a type that AWS does not know is refused with the types it knows")
    void a16AnUnknownTypeIsRefused() {
        String error = "400 ValidationException: 1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at"
                + " 'responseType' failed to satisfy constraint: Member must satisfy enum value set:"
                + " [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR,"
                + " MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY,"
                + " BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED,"
                + " DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR,"
                + " UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]";

        assertThat(aws.fails("PUT", responses + "/FAKE_RESPONSE_TYPE", "{}")).isEqualTo(error);
        assertThat(aws.fails("GET", responses + "/FAKE_RESPONSE_TYPE", "")).isEqualTo(error);
        assertThat(aws.fails("DELETE", responses + "/FAKE_RESPONSE_TYPE", "")).isEqualTo(error);
    }

    @Test
    void whatIsNotSetKeepsTheDefault() {
        String missingToken = responses + "/MISSING_AUTHENTICATION_TOKEN";

        assertThat(aws.put(missingToken, "{'statusCode':'404'}"))
                .isEqualTo(shown("MISSING_AUTHENTICATION_TOKEN", "404", "{}", false));
        assertThat(aws.put(
                        missingToken, "{'responseParameters':{'gatewayresponse.header.X':'method.request.header.A'}}"))
                .isEqualTo(shown(
                        "MISSING_AUTHENTICATION_TOKEN",
                        "403",
                        "{'gatewayresponse.header.X':'method.request.header.A'}",
                        false));
        aws.call(202, "DELETE", missingToken, "");
        assertThat(aws.get(missingToken)).isEqualTo(shown("MISSING_AUTHENTICATION_TOKEN", "403", "{}", true));
        assertThat(aws.fails("DELETE", missingToken, ""))
                .isEqualTo("404 NotFoundException: Gateway response type not defined on api");
    }

    @Test
    void typesWithoutAnAnswerOfTheirOwnInheritTheGeneralOne() {
        aws.put(
                responses + "/DEFAULT_5XX",
                "{'statusCode':'599','responseParameters':{'gatewayresponse.header.X':'context.stage'}}");
        aws.put(
                responses + "/AUTHORIZER_FAILURE",
                "{'responseParameters':{'gatewayresponse.header.Y':'context.stage'}}");

        assertThat(aws.get(responses + "/INTEGRATION_TIMEOUT"))
                .isEqualTo(shown("INTEGRATION_TIMEOUT", "599", "{'gatewayresponse.header.X':'context.stage'}", true));
        assertThat(aws.get(responses + "/AUTHORIZER_FAILURE"))
                .isEqualTo(shown("AUTHORIZER_FAILURE", "500", "{'gatewayresponse.header.Y':'context.stage'}", false));
        assertThat(aws.get(responses + "/THROTTLED")).isEqualTo(shown("THROTTLED", "429", "{}", true));
    }

    @Test
    void anUpdatePutsWhatWasNotThere() {
        String general = responses + "/DEFAULT_4XX";
        assertThat(aws.patch(general, "replace /statusCode 444")).isEqualTo(shown("DEFAULT_4XX", "444", "{}", false));

        JsonNode updated = aws.patch(
                general,
                "add /responseParameters/gatewayresponse.header.Access-Control-Allow-Origin '*'",
                "add /responseTemplates/application~1xml <e>$context.error.message</e>");
        assertThat(updated.get("responseParameters")
                        .get("gatewayresponse.header.Access-Control-Allow-Origin")
                        .asText())
                .isEqualTo("'*'");
        assertThat(updated.get("responseTemplates").toString())
                .isEqualTo("{\"application/xml\":\"<e>$context.error.message</e>\"}");
        assertThat(updated.get("statusCode").asText()).isEqualTo("444");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add /statusCode 400 | 400 BadRequestException: Invalid patch path /statusCode",
                "remove /statusCode | 400 BadRequestException: Invalid patch path /statusCode",
                "replace /wrongPath x | 400 BadRequestException: Invalid patch path /wrongPath",
                "replace | 400 BadRequestException: Invalid patch path null",
                "replace /responseParameters/gatewayresponse.header.X 'x' | 404 NotFoundException: Invalid parameter name specified",
                "replace /responseTemplates/application~1json | 400 BadRequestException: Invalid null or empty value in responseTemplates",
                "replace /responseParameters/gatewayresponse.header.X | 400 BadRequestException: Invalid null or empty value in responseParameters",
                "wrong /statusCode | 400 ValidationException: 1 validation error detected: Value 'wrong' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
            },
            quoteCharacter = '`')
    void updateRefusesInAwsWords(String operation, String error) {
        assertThat(aws.patchFails(responses + "/DEFAULT_4XX", operation)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'responseParameters':{'method.response.header.X':'context.stage'}} | [Invalid mapping expression parameter specified: method.response.header.X]",
                "{'responseParameters':{'gatewayresponse.header.X':'true'}} | [Invalid mapping expression specified: true]",
                "{'responseParameters':{'gatewayresponse.header.X':'integration.response.header.A'}} | [Invalid mapping expression specified: integration.response.header.A]",
                "{'responseTemplates':{'123':'x'}} | [Invalid content type specified: 123]",
            })
    void putChecksWhatItIsGiven(String body, String error) {
        assertThat(aws.fails("PUT", responses + "/DEFAULT_4XX", body))
                .startsWith("400 BadRequestException")
                .endsWith(error);
    }

    @Test
    void anUnknownApiHasNone() {
        assertThat(aws.fails("PUT", "/restapis/nope/gatewayresponses/DEFAULT_4XX", "{}"))
                .isEqualTo("404 NotFoundException: Invalid API identifier specified 000000000000:nope");
    }

    private static JsonNode shown(String type, String status, String parameters, boolean isDefault) {
        return json("{'responseType':'" + type + "','statusCode':'" + status + "','responseParameters':" + parameters
                + ",'responseTemplates':{'application/json':'{\\\"message\\\":$context.error.messageString}'},"
                + "'defaultResponse':" + isDefault + '}');
    }
}
