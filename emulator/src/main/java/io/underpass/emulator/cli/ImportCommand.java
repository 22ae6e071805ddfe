package io.underpass.emulator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.emulator.Settings;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.edge.AdminService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * {@code underpass import FILE}: an API from an OpenAPI or Swagger document, by ImportRestApi or PutRestApi at a running
 * emulator; or a description. Threads: for the main thread.
 */
@Command(
        description =
                "Makes a REST API at a running emulator from an OpenAPI 3.0 or Swagger 2.0 document, JSON or YAML,"
                        + " with API Gateway's extensions; or everything that a description describes.")
final class ImportCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = new JsonMapper();

    @Operand(paramLabel = "FILE", description = "The document, or a description, of which no other option speaks.")
    private Path file = Path.of("");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:" + Settings.DEFAULT_PORT,
            description = "The AWS endpoint. Default: ${DEFAULT-VALUE}. [UNDERPASS_ENDPOINT]")
    private URI endpoint = URI.create("");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = Settings.DEFAULT_REGION,
            description = "The region. Default: ${DEFAULT-VALUE}. [UNDERPASS_REGION]")
    private String region = "";

    @Option(
            names = "--api",
            paramLabel = "ID",
            defaultValue = "",
            description = "An API to put the document into. Default: a new one. [UNDERPASS_API]")
    private String api = "";

    @Option(
            names = "--mode",
            paramLabel = "merge|overwrite",
            defaultValue = "overwrite",
            description = "With --api: whether what the API has besides stays. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_MODE]")
    private String mode = "";

    @Option(
            names = "--base-path",
            paramLabel = "ignore|prepend|split",
            defaultValue = "ignore",
            description = "What becomes of the document's base path. Default: ${DEFAULT-VALUE}. [UNDERPASS_BASE_PATH]")
    private String basePath = "";

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Deploys the API to this stage as well. [UNDERPASS_STAGE]")
    private String stage = "";

    @Option(
            names = "--fail-on-warnings",
            description = "Changes nothing where anything of the document would be passed over."
                    + " [UNDERPASS_FAIL_ON_WARNINGS]")
    private boolean failOnWarnings;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            String document = Files.readString(file);
            if (!DescriptionFile.isOpenApi(document) && api.isEmpty()) {
                return describe(document);
            }
            String query = "basepath=" + encoded(basePath) + "&failonwarnings=" + failOnWarnings;
            JsonNode made = api.isEmpty()
                    ? send("POST", "/restapis?mode=import&" + query, document)
                    : send("PUT", "/restapis/" + encoded(api) + "?mode=" + encoded(mode) + '&' + query, document);
            String id = made.path("id").asText();
            made.path("warnings").forEach(warning -> System.err.println("underpass: warning: " + warning.asText()));
            System.out.println("Imported " + made.path("name").asText() + " as " + id);
            if (!stage.isEmpty()) {
                String name = MAPPER.createObjectNode().put("stageName", stage).toString();
                send("POST", "/restapis/" + id + "/deployments", name);
                System.out.println("Deployed to " + stage + ": curl "
                        + endpoint.resolve("/_aws/execute-api/" + id + '/' + stage + '/'));
            }
            return 0;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (ConnectException e) {
            throw new IOException(
                    "nothing answers at " + endpoint + "; an emulator is started with: underpass start", e);
        } catch (IOException e) {
            throw new IOException("the import of " + file + " at " + endpoint + " failed: " + Complaint.of(e), e);
        }
    }

    /** Has the emulator apply the description; it names every mistake with its place. */
    private int describe(String document) throws IOException, InterruptedException {
        HttpResponse<String> response =
                exchange("PUT", AdminService.PREFIX + "description?file=" + encoded(file.toString()), document);
        JsonNode answer = MAPPER.readTree(response.body());
        answer.path("mistakes")
                .forEach(mistake ->
                        System.err.println(file + ":" + mistake.path("line").asInt() + ":"
                                + mistake.path("column").asInt() + ": "
                                + mistake.path("message").asText()));
        if (response.statusCode() != 200) {
            throw new Refused(answer.path("message").asText(response.body()));
        }
        answer.path("changes").forEach(change -> System.out.println(change.asText()));
        answer.path("apis")
                .properties()
                .forEach(entry -> System.out.println("API " + entry.getKey() + ": "
                        + entry.getValue().path("invokeUrl").asText()));
        return 0;
    }

    private HttpResponse<String> exchange(String method, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(target))
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + region
                                + "/apigateway/aws4_request, SignedHeaders=host, Signature=00")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode send(String method, String target, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(method, target, body);
        JsonNode answer = MAPPER.readTree(response.body());
        if (response.statusCode() / 100 != 2) {
            String reason = answer.path("reason").asText();
            throw new Refused(answer.path("message").asText(response.body()) + (reason.isEmpty() ? "" : " " + reason));
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The emulator refused. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
