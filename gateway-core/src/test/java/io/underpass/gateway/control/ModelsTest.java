package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models over the wire. */
final class ModelsTest {

    private static final String PET =
            "{\"name\":\"Pet\",\"contentType\":\"application/json\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}";

    private final ControlApi aws = new ControlApi();
    private String api = "";

    @BeforeEach
    void createApi() {
        api = aws.api("{'name':'a'}");
    }

    @Test
    void everyApiHasTheModelsEmptyAndErrorFromTheStart() {
        JsonNode models = aws.get(api + "/models").get("item");

        assertThat(models).hasSize(2);
        assertThat(models.get(0).get("name").asText()).isEqualTo("Empty");
        assertThat(models.get(0).get("description").asText()).isEqualTo("This is a default empty schema model");
        assertThat(models.get(0).get("schema").asText()).isEqualTo("""
                {
                  "$schema": "http://json-schema.org/draft-04/schema#",
                  "title" : "Empty Schema",
                  "type" : "object"
                }""");
        assertThat(models.get(1).get("name").asText()).isEqualTo("Error");
        assertThat(models.get(1).get("id").asText())
                .hasSize(6)
                .isNotEqualTo(models.get(0).get("id").asText());
        assertThat(models.get(1).get("contentType").asText()).isEqualTo("application/json");
    }

    @Test
    void aModelIsCreatedReadUpdatedAndDeleted() {
        JsonNode created = aws.post(api + "/models", PET.replace("{\"name\"", "{\"description\":\"d\",\"name\""));
        assertThat(created.get("id").asText()).hasSize(6);
        assertThat(created.get("description").asText()).isEqualTo("d");
        assertThat(created.get("schema").asText()).isEqualTo("{\"type\":\"object\"}");
        assertThat(aws.get(api + "/models/Pet")).isEqualTo(created);
        assertThat(aws.get(api + "/models").get("item")).hasSize(3);

        JsonNode updated =
                aws.patch(api + "/models/Pet", "replace /schema {\"type\":\"string\"}", "replace /description x");
        assertThat(updated.get("schema").asText()).isEqualTo("{\"type\":\"string\"}");
        assertThat(updated.get("description").asText()).isEqualTo("x");
        assertThat(updated.get("id")).isEqualTo(created.get("id"));

        aws.call(202, "DELETE", api + "/models/Pet", "");
        assertThat(aws.fails("GET", api + "/models/Pet", ""))
                .isEqualTo("404 NotFoundException: Invalid model name specified: Pet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'Empty','contentType':'application/json','schema':'{}'} | 409 ConflictException: Model name already exists for this REST API",
                "{'name':'','contentType':'application/json','schema':'{}'} | 400 BadRequestException: Model name must be non-empty",
                "{'name':'a-b','contentType':'application/json','schema':'{}'} | 400 BadRequestException: Model name must be alphanumeric: a-b",
                "{'name':'M','contentType':'application/json','schema':''} | 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "{'name':'M','contentType':'application/xml'} | 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "{'name':'M','contentType':'application/json','schema':'{'} | 400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
            })
    void createRefusesInAwsWords(String body, String error) {
        assertThat(aws.fails("POST", api + "/models", body)).isEqualTo(error);
        assertThat(aws.get(api + "/models").get("item")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replace /schema | 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "add /wrong-path x | 400 BadRequestException: Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations",
                "replace /name x | 400 BadRequestException: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
            })
    void updateRefusesInAwsWords(String operation, String error) {
        assertThat(aws.patchFails(api + "/models/Error", operation)).isEqualTo(error);
    }

    @Test
    void unknownApisAreToldApartAsOnAws() {
        assertThat(aws.fails("POST", "/restapis/abcde0/models", PET))
                .isEqualTo("404 NotFoundException: Invalid API identifier specified 000000000000:abcde0");
        assertThat(aws.fails("GET", "/restapis/abcde0/models", ""))
                .isEqualTo("404 NotFoundException: Invalid API identifier specified 000000000000:abcde0");
        assertThat(aws.fails("GET", "/restapis/abcde0/models/Empty", ""))
                .isEqualTo("404 NotFoundException: Invalid model name specified: Empty");
    }

    @Test
    void aModelInUseStays() {
        aws.post(api + "/models", PET);
        String resource = aws.resource(aws.root(api), "test");
        aws.put(resource + "/methods/ANY", "{'authorizationType':'NONE','requestModels':{'application/json':'Pet'}}");
        assertThat(aws.fails("DELETE", api + "/models/Pet", ""))
                .isEqualTo(
                        "409 ConflictException: Cannot delete model 'Pet', is referenced in method request: /test/ANY");

        aws.patch(resource + "/methods/ANY", "remove /requestModels/application~1json");
        aws.put(resource + "/methods/ANY/responses/200", "{'responseModels':{'application/json':'Pet'}}");
        assertThat(aws.fails("DELETE", api + "/models/Pet", "")).startsWith("409 ConflictException");

        aws.call(204, "DELETE", resource + "/methods/ANY", "");
        aws.call(202, "DELETE", api + "/models/Pet", "");
    }

    @Test
    void aModelThatAnotherRefersToStays() {
        aws.post(api + "/models", PET);
        String reference = "https://apigateway.amazonaws.com" + api + "/models/Pet";
        aws.post(
                api + "/models",
                "{\"name\":\"Pets\",\"contentType\":\"application/json\",\"schema\":\"{\\\"items\\\":{\\\"$ref\\\":\\\""
                        + reference + "\\\"}}\"}");

        assertThat(aws.fails("DELETE", api + "/models/Pet", ""))
                .isEqualTo("409 ConflictException: Cannot delete model 'Pet', is referenced in model: Pets");
        assertThat(aws.get(api + "/models/Pets?flatten=true").get("schema").asText())
                .isEqualTo(
                        "{\"items\":{\"$ref\":\"#/definitions/Pet\"},\"definitions\":{\"Pet\":{\"type\":\"object\"}}}");
        assertThat(aws.get(api + "/models/Pets?flatten=false").get("schema").asText())
                .contains(reference);
    }

    @Test
    void aModelHasASampleTemplate() {
        assertThat(aws.get(api + "/models/Error/default_template").get("value").asText())
                .isEqualTo("""
                #set($inputRoot = $input.path('$'))
                {
                  "message" : "foo"
                }""");
    }

    @Test
    void methodsReferToModelsThatExist() {
        String method = aws.root(api) + "/methods/GET";
        String body = "{'authorizationType':'NONE','requestModels':{'application/json':'Pet'}}";
        assertThat(aws.fails("PUT", method, body))
                .isEqualTo("400 BadRequestException: Invalid model identifier specified: Pet");

        aws.post(api + "/models", PET);
        aws.put(method, body);
        aws.put(method + "/responses/200", "{'responseModels':{'application/json':'Pet'}}");
    }
}
