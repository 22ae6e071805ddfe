package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documentation parts and versions over the wire. */
final class DocumentationTest {

    private static final String DOCUMENT = """
            {"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "paths": {},
             "x-amazon-apigateway-documentation": {"version": "1.0", "documentationParts": [
               {"location": {"type": "API"}, "properties": {"info": {"description": "all of it"}}},
               {"location": {"type": "METHOD", "path": "/", "method": "GET"},
                "properties": {"summary": "Lists", "description": "Lists all"}},
               {"location": {"type": "RESPONSE", "path": "/", "method": "*", "statusCode": "200"},
                "properties": {"description": "It worked"}}]}}
            """;

    private final ControlApi aws = new ControlApi();
    private String api = "";
    private String parts = "";
    private String versions = "";

    @BeforeEach
    void createApi() {
        api = aws.deployableApi();
        parts = api + "/documentation/parts";
        versions = api + "/documentation/versions";
    }

    private String part(String location) {
        return aws.post(parts, "{'location':{" + location + "},'properties':'{}'}")
                .get("id")
                .asText();
    }

    @Test
    void aPartIsCreatedReadUpdatedAndDeleted() {
        JsonNode created = aws.post(
                parts, "{'location':{'type':'METHOD','path':'/','method':'GET'},'properties':'{\\'summary\\':1}'}");
        String part = parts + '/' + created.get("id").asText();
        assertThat(created.get("location")).isEqualTo(ControlApi.json("{'type':'METHOD','path':'/','method':'GET'}"));
        assertThat(created.get("properties").asText()).isEqualTo("{\"summary\":1}");
        assertThat(aws.get(part)).isEqualTo(created);

        assertThat(aws.patch(part, "replace /properties {}").get("properties").asText())
                .isEqualTo("{}");
        assertThat(aws.patchFails(part, "replace /location x"))
                .isEqualTo("400 BadRequestException: Invalid patch path  '/location' specified for op 'replace'."
                        + " Must be one of: [/properties]");
        aws.call(202, "DELETE", part, "");
        assertThat(aws.fails("GET", part, ""))
                .isEqualTo("404 NotFoundException: Invalid Documentation part identifier specified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'location':{'type':'API'},'properties':''} | Documentation part properties must be non-empty",
                "{'location':{'type':'API'},'properties':'[]'} | Documentation part properties must be a JSON object",
                "{'location':{'type':'API'},'properties':'{'} | Documentation part properties must be a JSON object",
            },
            quoteCharacter = '`')
    void aPartHasProperties(String body, String message) {
        assertThat(aws.fails("POST", parts, body)).isEqualTo("400 BadRequestException: " + message);
    }

    @Test
    void aLocationHasOneOfTheTypesThereAreAndOnePart() {
        assertThat(aws.fails("POST", parts, "{'location':{'type':'PAGE'},'properties':'{}'}"))
                .startsWith("400 ValidationException: 1 validation error detected: Value 'PAGE' at"
                        + " 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [RESPONSE_BODY, RESPONSE, ");
        part("'type':'MODEL','name':'Pet'");
        part("'type':'MODEL','name':'Dog'");
        assertThat(aws.fails("POST", parts, "{'location':{'type':'MODEL','name':'Pet'},'properties':'{}'}"))
                .startsWith("409 ConflictException: Documentation part already exists");
        assertThat(aws.get(parts).get("item")).hasSize(2);
        assertThat(aws.get(parts + "?name=Dog").get("item")).hasSize(1);
        assertThat(aws.get(parts + "?type=API").get("item")).isEmpty();
    }

    @Test
    void aVersionFreezesThePartsAndAStageMayHaveIt() {
        part("'type':'API'");
        aws.post(api + "/deployments", "{'stageName':'dev'}");
        JsonNode created = aws.post(versions, "{'documentationVersion':'1.0','stageName':'dev','description':'first'}");
        assertThat(created.get("version").asText()).isEqualTo("1.0");
        assertThat(created.get("createdDate").asLong()).isEqualTo(ControlApi.START.getEpochSecond());
        part("'type':'MODEL','name':'Pet'");
        String id = api.substring(api.lastIndexOf('/') + 1);
        assertThat(aws.state(id).documentationVersions().get("1.0").parts()).hasSize(1);
        assertThat(aws.get(api + "/stages/dev").get("documentationVersion").asText())
                .isEqualTo("1.0");

        assertThat(aws.fails("POST", versions, "{'documentationVersion':'1.0'}"))
                .startsWith("409 ConflictException");
        assertThat(aws.fails("DELETE", versions + "/1.0", "")).startsWith("400 BadRequestException");
        aws.post(versions, "{'documentationVersion':'2.0'}");
        aws.patch(api + "/stages/dev", "replace /documentationVersion 2.0");
        assertThat(aws.patchFails(api + "/stages/dev", "replace /documentationVersion 3.0"))
                .isEqualTo("404 NotFoundException: Invalid Documentation version specified");
        aws.call(202, "DELETE", versions + "/1.0", "");
        assertThat(aws.patch(versions + "/2.0", "replace /description second")
                        .get("description")
                        .asText())
                .isEqualTo("second");
        assertThat(aws.get(versions).get("item")).hasSize(1);
        assertThat(aws.fails("GET", versions + "/1.0", "")).startsWith("404 NotFoundException");
    }

    @Test
    void partsAreImportedAndComeOutInExports() {
        JsonNode imported = aws.call(200, "PUT", parts + "?mode=overwrite", DOCUMENT);
        assertThat(imported.get("ids")).hasSize(3);
        assertThat(imported.get("warnings")).isEmpty();
        assertThat(aws.call(200, "PUT", parts, DOCUMENT).get("ids")).isEqualTo(imported.get("ids"));
        aws.put(aws.root(api) + "/methods/GET/responses/200", "{}");
        aws.post(api + "/deployments", "{'stageName':'dev'}");
        aws.patch(api + "/stages/dev", "replace /documentationVersion 1.0");

        JsonNode spread = aws.get(api + "/stages/dev/exports/oas30");
        assertThat(spread.at("/info/description").asText()).isEqualTo("all of it");
        assertThat(spread.at("/paths/~1/get/summary").asText()).isEqualTo("Lists");
        assertThat(spread.has("x-amazon-apigateway-documentation")).isFalse();

        JsonNode extended = aws.get(api + "/stages/dev/exports/oas30?extensions=documentation");
        assertThat(extended.at("/x-amazon-apigateway-documentation/version").asText())
                .isEqualTo("1.0");
        assertThat(extended.at("/x-amazon-apigateway-documentation/documentationParts"))
                .hasSize(3);
        assertThat(extended.at("/paths/~1/get").has("summary")).isFalse();
    }

    @Test
    void anImportOfAnApiBringsItsDocumentation() {
        String path = "/restapis/"
                + aws.call(201, "POST", "/restapis?mode=import&failonwarnings=true", DOCUMENT)
                        .get("id")
                        .asText();
        assertThat(aws.get(path + "/documentation/parts").get("item")).hasSize(3);
        assertThat(aws.get(path + "/documentation/versions/1.0").get("version").asText())
                .isEqualTo("1.0");
        String silent = "/restapis/"
                + aws.call(201, "POST", "/restapis?mode=import&ignore=documentation", DOCUMENT)
                        .get("id")
                        .asText();
        assertThat(aws.get(silent + "/documentation/parts").get("item")).isEmpty();
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThat(aws.fails("PUT", parts, "{'a':1}")).isEqualTo("400 BadRequestException: Invalid OpenAPI input.");
        assertThat(aws.fails("PUT", parts, DOCUMENT.replace("\"API\"", "\"PAGE\"")))
                .startsWith("400 BadRequestException: Errors found during import:\n\tUnable to put documentation part");
        assertThat(aws.get(parts).get("item")).isEmpty();
    }
}
