package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import io.underpass.gateway.openapi.ApiWriter;
import io.underpass.gateway.openapi.DocumentText;
import io.underpass.gateway.openapi.ExportOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents from APIs: GetExport writes what a stage serves. Threads: stateless. */
final class Exports {

    private static final Set<String> EXTENSIONS = Set.of("integrations", "authorizers", "apigateway", "documentation");
    private static final Route.Payload DOCUMENT = new Route.Payload(
            "body", Map.of("Content-Type", "contentType", "Content-Disposition", "contentDisposition"));

    private Exports() {}

    static List<Route<GatewayState>> routes() {
        var get = Shapes.input("getExportInput")
                .path("restApiId")
                .path("stageName")
                .path("exportType")
                .otherQuery("parameters")
                .header("accepts", "accept");
        String path = "/restapis/{restApiId}/stages/{stageName}/exports/{exportType}";
        return List.of(
                Route.of("GET", path, 200, "GetExport", get, Exports::get).answering(DOCUMENT));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Stage stage = Lookup.stage(api, call.input());
        String type = call.input().string("exportType").toLowerCase(Locale.ROOT);
        if (!type.equals("oas30") && !type.equals("swagger")) {
            throw Refusals.badRequest("Invalid export type specified: " + type + ". Valid options are oas30,swagger");
        }
        Set<String> extensions = extensions(call.input().stringMap("parameters"));
        boolean all = extensions.contains("apigateway");
        Deployment deployment = Objects.requireNonNull(api.deployments().get(stage.deploymentId()));
        ObjectNode document = new ApiWriter(
                        deployment,
                        stage.documentationVersion()
                                .flatMap(version -> Optional.ofNullable(
                                        api.documentationVersions().get(version))),
                        new ExportOptions(
                                type.equals("swagger"),
                                all || extensions.contains("integrations"),
                                all || extensions.contains("authorizers"),
                                extensions.contains("documentation")))
                .write(stage.stageName());
        boolean yaml = call.input()
                .optionalString("accepts")
                .filter(accepts -> accepts.contains("yaml"))
                .isPresent();
        String name = type + '_' + ApiWriter.version(deployment.api()) + (yaml ? ".yaml" : ".json");
        return new Outcome<>(
                call.state(),
                Json.object()
                        .put("contentType", "application/octet-stream")
                        .put("contentDisposition", "attachment; filename=\"" + fileName(name) + '"')
                        .put("body", yaml ? DocumentText.yaml(document) : DocumentText.json(document)));
    }

    /** Versions are free texts, header fields are not. */
    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._:-]", "_");
    }

    private static Set<String> extensions(Map<String, String> parameters) {
        Set<String> extensions = Stream.of(
                        parameters.getOrDefault("extensions", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        if (extensions.contains("postman")) {
            throw AwsError.notEmulated("the extension postman of GetExport");
        }
        if (!EXTENSIONS.containsAll(extensions)) {
            throw Refusals.badRequest("Invalid extensions specified: " + extensions); // wording: a guess
        }
        return extensions;
    }
}
