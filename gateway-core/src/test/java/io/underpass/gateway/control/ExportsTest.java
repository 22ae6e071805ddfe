package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.aws.AwsResponse;
import io.underpass.gateway.VpcLinks.LinkVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {

    private static final String ALL = "?extensions=integrations,authorizers,apigateway";

    private final ControlApi aws = new ControlApi();

    ExportsTest() {
        aws.links.versions.put("linkv2", LinkVersion.V2);
    }

    @ParameterizedTest
    @CsvSource({
        "oas30,application/json",
        "oas30,application/yaml",
        "swagger,application/json",
        "swagger,application/yaml"
    })
    void whatWasImportedComesOutAgain(String type, String accept) {
        String first = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));

        String second = Documents.imported(aws, "&failonwarnings=true", export(first, type + ALL, accept));

        assertThat(Documents.describe(aws, second)).isEqualTo(Documents.describe(aws, first));
        assertThat(export(second, type + ALL, accept).replace(second, first))
                .isEqualTo(export(first, type + ALL, accept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oas30", "swagger"})
    void authorizersAndPoliciesComeOutAgain(String type) {
        String first = Documents.imported(aws, "", Documents.file("authorized.oas30.json"));

        String second = Documents.imported(aws, "&failonwarnings=true", export(first, type + ALL, "application/json"));

        assertThat(Documents.describe(aws, second)).isEqualTo(Documents.describe(aws, first));
    }

    @Test
    void theAnswerIsTheDocumentItself() throws JsonProcessingException {
        String api = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));
        deploy(api);

        AwsResponse response = send(api, "swagger" + ALL, "application/json");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("Content-Disposition", "attachment; filename=\"swagger_2017-04-20T04:08:08Z.json\"");
        JsonNode document = new JsonMapper().readTree(text(response));
        assertThat(document.get("swagger").asText()).isEqualTo("2.0");
        assertThat(document.get("host").asText()).isEqualTo(api + ".execute-api.us-east-1.amazonaws.com");
        assertThat(document.get("basePath").asText()).isEqualTo("/test");
    }

    @Test
    void withoutExtensionsThereAreNone() {
        String api = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));

        String document = export(api, "oas30", "application/json");

        assertThat(document).contains("\"3.0.1\"").doesNotContain("x-amazon-apigateway-integration");
    }

    @Test
    void aStageIsExportedAsItIsDeployed() {
        String api = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));
        deploy(api);
        aws.resource(aws.root("/restapis/" + api), "later");

        assertThat(text(send(api, "oas30", "application/json"))).doesNotContain("/later");
    }

    @Test
    void whatCannotBeExportedIsRefused() {
        String api = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));
        deploy(api);
        String exports = "/restapis/" + api + "/stages/test/exports/";

        assertThat(aws.fails("GET", exports + "raml", "")).startsWith("400 BadRequestException");
        assertThat(aws.fails("GET", exports + "oas30?extensions=postman", ""))
                .isEqualTo("501 NotImplementedException: Underpass does not emulate the extension postman of GetExport"
                        + " yet.");
        assertThat(aws.fails("GET", "/restapis/" + api + "/stages/prod/exports/oas30", ""))
                .isEqualTo("404 NotFoundException: Invalid Stage identifier specified");
    }

    private String export(String api, String typeAndQuery, String accept) {
        deploy(api);
        AwsResponse response = send(api, typeAndQuery, accept);
        assertThat(response.status()).as(text(response)).isEqualTo(200);
        return text(response);
    }

    private void deploy(String api) {
        aws.post("/restapis/" + api + "/deployments", "{'stageName':'test'}");
    }

    private AwsResponse send(String api, String typeAndQuery, String accept) {
        return aws.send(
                "GET", "/restapis/" + api + "/stages/test/exports/" + typeAndQuery, "", Map.of("accept", accept));
    }

    private static String text(AwsResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
