package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.DocumentationVersion;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Documentation versions: create, get, list, update, delete. The wordings of refusals are guesses, as is that a version that
 * a stage has cannot be deleted.
 *
 * <p>Threads: stateless.
 */
final class DocumentationVersions {

    private static final PatchTable PATCHES =
            PatchTable.in(PatchWording.LISTING).strings("/description");

    private DocumentationVersions() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createDocumentationVersionInput")
                .path("restApiId")
                .required("documentationVersion", Shapes.string())
                .optional("stageName", Shapes.string())
                .optional("description", Shapes.string());
        var list = Listing.paged(Shapes.input("getDocumentationVersionsInput").path("restApiId"));
        var update = one("updateDocumentationVersionInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/restapis/{restApiId}/documentation/versions";
        String one = all + "/{documentationVersion}";
        return List.of(
                Route.of("POST", all, 201, "CreateDocumentationVersion", create, DocumentationVersions::create),
                Route.of("GET", all, 200, "GetDocumentationVersions", list, DocumentationVersions::list),
                Route.of(
                        "GET",
                        one,
                        200,
                        "GetDocumentationVersion",
                        one("getDocumentationVersionInput"),
                        DocumentationVersions::get),
                Route.of("PATCH", one, 200, "UpdateDocumentationVersion", update, DocumentationVersions::update),
                Route.of(
                        "DELETE",
                        one,
                        202,
                        "DeleteDocumentationVersion",
                        one("deleteDocumentationVersionInput"),
                        DocumentationVersions::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("documentationVersion");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Input input = call.input();
        String version = input.string("documentationVersion");
        if (version.isBlank()) {
            throw Refusals.badRequest("Documentation version must be non-empty");
        }
        if (api.documentationVersions().containsKey(version)) {
            throw Refusals.conflict("Documentation version already exists: " + version);
        }
        DocumentationVersion made = new DocumentationVersion(
                version, call.now(), input.optionalString("description"), api.documentationParts());
        ApiState next = with(api, made);
        Optional<String> stageName = input.optionalString("stageName").filter(text -> !text.isEmpty());
        if (stageName.isPresent()) {
            Stage stage = Optional.ofNullable(api.stages().get(stageName.get()))
                    .orElseThrow(() -> Refusals.notFound("Invalid Stage identifier specified"));
            next = next.withStages(next.stages().plus(stage.stageName(), stage.withDocumentationVersion(version)));
        }
        return new Outcome<>(call.state().with(next), json(made));
    }

    private static ApiState with(ApiState api, DocumentationVersion version) {
        return api.withDocumentationVersions(api.documentationVersions().plus(version.version(), version));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        var all = Lookup.api(call).documentationVersions().values();
        return new Outcome<>(
                call.state(),
                Listing.page(call.input(), all, DocumentationVersion::version, DocumentationVersions::json));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(find(Lookup.api(call), call.input())));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        DocumentationVersion before = find(api, call.input());
        Input patched = new Input(PATCHES.apply(json(before), PatchOperation.of(call.input())));
        DocumentationVersion next = before.withDescription(patched.optionalString("description"));
        return new Outcome<>(call.state().with(with(api, next)), json(next));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String version = find(api, call.input()).version();
        for (Stage stage : api.stages().values()) {
            if (stage.documentationVersion().equals(Optional.of(version))) {
                throw Refusals.badRequest("Cannot delete documentation version '" + version
                        + "', is associated with stage '" + stage.stageName() + '\'');
            }
        }
        ApiState rest =
                api.withDocumentationVersions(api.documentationVersions().minus(version));
        return new Outcome<>(call.state().with(rest), Json.object());
    }

    private static DocumentationVersion find(ApiState api, Input input) {
        return Optional.ofNullable(api.documentationVersions().get(input.string("documentationVersion")))
                .orElseThrow(() -> Refusals.notFound("Invalid Documentation version specified"));
    }

    private static ObjectNode json(DocumentationVersion version) {
        ObjectNode node = Json.object()
                .put("version", version.version())
                .put("createdDate", version.createdDate().getEpochSecond());
        Json.put(node, "description", version.description());
        return node;
    }
}
