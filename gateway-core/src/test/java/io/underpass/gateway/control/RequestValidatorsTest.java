package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request validators over the wire. */
final class RequestValidatorsTest {

    private static final String UNKNOWN = "404 NotFoundException: Invalid Request Validator identifier specified";

    private final ControlApi aws = new ControlApi();
    private String api = "";
    private String validators = "";

    @BeforeEach
    void createApi() {
        api = aws.api("{'name':'a'}");
        validators = api + "/requestvalidators";
    }

    private String create() {
        return aws.post(validators, "{'name':'v'}").get("id").asText();
    }

    @Test
    void aValidatorIsCreatedReadUpdatedAndDeleted() {
        JsonNode created = aws.post(validators, "{'name':'v'}");
        String validator = validators + '/' + created.get("id").asText();
        assertThat(created.get("id").asText()).hasSize(6);
        assertThat(created.get("validateRequestBody").booleanValue()).isFalse();
        assertThat(created.get("validateRequestParameters").booleanValue()).isFalse();
        assertThat(aws.get(validator)).isEqualTo(created);
        assertThat(aws.get(validators).get("item")).hasSize(1);

        assertThat(aws.patch(validator, "replace /validateRequestBody true", "replace /name w")
                        .toString())
                .contains("\"name\":\"w\",\"validateRequestBody\":true,\"validateRequestParameters\":false");
        assertThat(aws.patch(validator, "replace /validateRequestBody")
                        .get("validateRequestBody")
                        .booleanValue())
                .isFalse();

        aws.call(202, "DELETE", validator, "");
        assertThat(aws.fails("GET", validator, "")).isEqualTo(UNKNOWN);
        assertThat(aws.get(validators).get("item")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add /validateRequestBody true | 400 BadRequestException: Invalid patch path  '/validateRequestBody' specified for op 'add'. Please choose supported operations",
                "remove /validateRequestBody | 400 BadRequestException: Invalid patch path  '/validateRequestBody' specified for op 'remove'. Please choose supported operations",
                "replace /invalidPath x | 400 BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
                "replace /name | 400 BadRequestException: Request Validator name cannot be blank",
            })
    void updateRefusesInAwsWords(String operation, String error) {
        assertThat(aws.patchFails(validators + '/' + create(), operation)).isEqualTo(error);
    }

    @Test
    void unknownApisAreToldApartAsOnAws() {
        assertThat(aws.fails("POST", "/restapis/nope/requestvalidators", "{'name':'v'}"))
                .isEqualTo("400 BadRequestException: Invalid REST API identifier specified");
        assertThat(aws.fails("GET", "/restapis/nope/requestvalidators", ""))
                .isEqualTo("404 NotFoundException: Invalid API identifier specified 000000000000:nope");
        assertThat(aws.fails("GET", "/restapis/nope/requestvalidators/x", "")).isEqualTo(UNKNOWN);
        assertThat(aws.fails("DELETE", validators + "/x", "")).isEqualTo(UNKNOWN);
    }

    @Test
    void aMethodUsesAValidatorWhichThenStays() {
        String id = create();
        String method = aws.root(api) + "/methods/GET";

        assertThat(aws.put(method, "{'authorizationType':'NONE','requestValidatorId':'" + id + "'}")
                        .get("requestValidatorId")
                        .asText())
                .isEqualTo(id);
        assertThat(aws.fails("DELETE", validators + '/' + id, ""))
                .isEqualTo("409 ConflictException: Cannot delete request validator '" + id
                        + "', is referenced in method request: /GET");

        assertThat(aws.patch(method, "replace /requestValidatorId").has("requestValidatorId"))
                .isFalse();
        aws.call(202, "DELETE", validators + '/' + id, "");
    }
}
