package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.openapi.ApiDefinition;
import io.underpass.gateway.openapi.DocumentHead;
import io.underpass.gateway.openapi.DocumentationDefinition;
import io.underpass.gateway.openapi.InvalidDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePMap;

/** APIs from documents: ImportRestApi makes one, PutRestApi changes one. Threads: stateless as the operations are. */
final class Imports {

    private static final int API_ID_LENGTH = 10;
    private static final String MODEL_PREFIX = "MODEL";

    private final Map<String, Operation<GatewayState>> operations = new LinkedHashMap<>();

    /** Imports that put parts as {@code routes} do. */
    Imports(List<Route<GatewayState>> routes) {
        routes.forEach(route -> operations.put(route.operation().name(), route.operation()));
    }

    List<Route<GatewayState>> routes() {
        var create = document(Shapes.input("importRestApiInput"));
        var put = document(Shapes.input("putRestApiInput")
                .path("restApiId")
                .query("mode", "mode", Shapes.enumeration("merge", "overwrite")));
        var parts = document(Shapes.input("importDocumentationPartsInput")
                .path("restApiId")
                .query("mode", "mode", Shapes.enumeration("merge", "overwrite")));
        return List.of(
                Route.of("POST", "/restapis?mode=import", 201, "ImportRestApi", create, this::create),
                Route.of("PUT", "/restapis/{restApiId}", 200, "PutRestApi", put, this::put),
                Route.of(
                        "PUT",
                        DocumentationParts.PATH,
                        200,
                        "ImportDocumentationParts",
                        parts,
                        this::putDocumentation));
    }

    private static StructureShape document(StructureShape shape) {
        return shape.query("failOnWarnings", "failonwarnings", Shapes.bool())
                .otherQuery("parameters")
                .payload("body");
    }

    private Outcome<GatewayState> create(Call<GatewayState> call) {
        ImportParameters parameters =
                ImportParameters.of(call.input().stringMap("parameters")).orTags(tags(call));
        String id = CustomId.ofApi(call, parameters.tags());
        ApiDefinition definition = read(call, parameters, id);
        RestApi api = RestApiReader.read(
                new Input(ImportedSettings.of(definition.settings(), parameters)),
                call.scope(),
                id,
                call.ids().alphanumeric(API_ID_LENGTH),
                call.now());
        GatewayState state = run(call, ApiState.of(api), definition);
        return new Outcome<>(state, warned(RestApiJson.created(api), call, parameters, definition));
    }

    /** Those that a document can say. */
    private static Map<String, String> tags(Call<GatewayState> call) {
        try {
            return DocumentHead.read(call.input().string("body"))
                    .customId()
                    .map(id -> Map.of(CustomId.TAG, id))
                    .orElse(Map.of());
        } catch (InvalidDocument e) {
            throw invalid(e);
        }
    }

    private Outcome<GatewayState> put(Call<GatewayState> call) {
        ApiState before = Lookup.api(call);
        RestApi api = before.api();
        ImportParameters parameters = ImportParameters.of(call.input().stringMap("parameters"));
        ApiDefinition definition = read(call, parameters, api.id());
        boolean overwrite = call.input().optionalString("mode").orElse("merge").equals("overwrite");
        ObjectNode settings = overwrite
                ? ImportedSettings.overwritten(api, definition.settings(), parameters.endpointTypes())
                : ImportedSettings.merged(api, definition.settings(), parameters.endpointTypes());
        RestApi next =
                RestApiReader.read(new Input(settings), api.scope(), api.id(), api.rootResourceId(), api.createdDate());
        ApiState base = overwrite ? ApiImport.emptied(before, definition) : before;
        GatewayState state = run(call, base.withApi(next), definition);
        return new Outcome<>(state, warned(RestApiJson.of(next), call, parameters, definition));
    }

    private Outcome<GatewayState> putDocumentation(Call<GatewayState> call) {
        ApiState before = Lookup.api(call);
        DocumentationDefinition definition;
        try {
            definition = DocumentationDefinition.read(call.input().string("body"));
        } catch (InvalidDocument e) {
            throw invalid(e);
        }
        boolean overwrite = call.input().optionalString("mode").orElse("merge").equals("overwrite");
        ImportSteps steps =
                new ImportSteps(operations, call, overwrite ? before.withDocumentationParts(TreePMap.empty()) : before);
        ObjectNode answer = Json.object();
        answer.set("ids", Json.list(new ImportedDocumentation(steps).put(definition)));
        answer.putArray("warnings");
        return new Outcome<>(steps.finish(), answer);
    }

    private static AwsError invalid(InvalidDocument e) {
        return new AwsError(400, "BadRequestException", "Invalid OpenAPI input.", Map.of("reason", e.reason()));
    }

    private GatewayState run(Call<GatewayState> call, ApiState api, ApiDefinition definition) {
        return new ApiImport(new ImportSteps(operations, call, api)).run(definition);
    }

    /** AWS says no more than that the document is invalid; the reason goes into a member of its own. */
    private static ApiDefinition read(Call<GatewayState> call, ImportParameters parameters, String restApiId) {
        try {
            return ApiDefinition.read(
                    call.input().string("body"),
                    parameters.options(),
                    restApiId,
                    () -> MODEL_PREFIX + call.ids().alphanumeric(ModelReader.ID_LENGTH));
        } catch (InvalidDocument e) {
            throw invalid(e);
        }
    }

    private static ObjectNode warned(
            ObjectNode answer, Call<GatewayState> call, ImportParameters parameters, ApiDefinition definition) {
        List<String> warnings = new ArrayList<>(parameters.warnings());
        warnings.addAll(definition.warnings());
        if (!warnings.isEmpty()
                && call.input().optionalBoolean("failOnWarnings").orElse(false)) {
            throw Refusals.badRequest("Warnings found during import:\n\t" + String.join("\n\t", warnings));
        }
        Json.putList(answer, "warnings", warnings);
        return answer;
    }
}
