package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAPI documents as the AWS CLI imports and exports them. Skipped where there is no AWS CLI. */
class CommandLineImportTest {

    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: shop, version: "1.0"}
            basePath: /v1
            paths:
              /{proxy+}:
                x-amazon-apigateway-any-method:
                  parameters: [{name: proxy, in: path, required: true, type: string}]
                  responses: {}
                  x-amazon-apigateway-auth: {type: NONE}
                  x-amazon-apigateway-integration:
                    type: http_proxy
                    httpMethod: ANY
                    uri: "http://${stageVariables.host}/{proxy}?${stageVariables.query}"
                    requestParameters: {integration.request.path.proxy: method.request.path.proxy}
            """;

    @Test
    @DisplayName("B19 an imported API calls what its stage variables say")
    void importedApiIsServed(@TempDir Path directory) throws IOException {
        try (RunningEmulator emulator = new RunningEmulator();
                ServiceInstance orders = ServiceInstance.start("orders-1")) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
            Path document = Files.writeString(directory.resolve("api.yaml"), DOCUMENT);

            String api = aws.value(
                    "/id",
                    "apigateway",
                    "import-rest-api",
                    "--fail-on-warnings",
                    "--parameters",
                    "basepath=prepend,endpointConfigurationTypes=REGIONAL",
                    "--body",
                    "fileb://" + document);
            deploy(aws, api, orders);

            assertThat(Invocation.HOST
                            .get(emulator.endpoint(), api, "test", "/v1/orders/42")
                            .body())
                    .startsWith("orders-1 GET /orders/42?from=stage\n");
            assertThat(aws.value(
                            "/endpointConfiguration/types/0", words("apigateway get-rest-api --rest-api-id " + api)))
                    .isEqualTo("REGIONAL");
        }
    }

    @Test
    void whatIsExportedCanBePut(@TempDir Path directory) throws IOException {
        try (RunningEmulator emulator = new RunningEmulator();
                ServiceInstance orders = ServiceInstance.start("orders-1")) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
            Path document = Files.writeString(directory.resolve("api.yaml"), DOCUMENT);
            String api = aws.value("/id", words("apigateway import-rest-api --body fileb://" + document));
            deploy(aws, api, orders);
            Path exported = directory.resolve("exported.json");

            JsonNode answer = aws.run(words("apigateway get-export --export-type oas30 --stage-name test --parameters"
                    + " extensions=apigateway --rest-api-id " + api + ' ' + exported));
            assertThat(answer.get("contentType").asText()).isEqualTo("application/octet-stream");
            assertThat(answer.get("contentDisposition").asText()).isEqualTo("attachment; filename=\"oas30_1.0.json\"");
            assertThat(new JsonMapper()
                            .readTree(exported.toFile())
                            .get("openapi")
                            .asText())
                    .isEqualTo("3.0.1");

            String other = aws.value("/id", words("apigateway create-rest-api --name other"));
            aws.run(words(
                    "apigateway put-rest-api --mode overwrite --rest-api-id " + other + " --body fileb://" + exported));
            deploy(aws, other, orders);
            assertThat(Invocation.HOST
                            .get(emulator.endpoint(), other, "test", "/orders/42")
                            .body())
                    .startsWith("orders-1 GET /orders/42?from=stage\n");
        }
    }

    private static void deploy(AwsCli aws, String api, ServiceInstance target) {
        aws.run(
                "apigateway",
                "create-deployment",
                "--rest-api-id",
                api,
                "--stage-name",
                "test",
                "--variables",
                "host=127.0.0.1:" + target.port() + ",query=from=stage");
    }

    private static String[] words(String line) {
        return line.split(" ");
    }
}
