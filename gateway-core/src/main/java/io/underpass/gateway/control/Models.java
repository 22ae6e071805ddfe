package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.schema.ModelSchemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Models: create, get, list, update, delete, and their template. Threads: stateless. */
final class Models {

    private static final PatchTable PATCHES =
            PatchTable.in(PatchWording.LISTING).strings("/description", "/schema");

    private Models() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createModelInput")
                .path("restApiId")
                .required("name", Shapes.string())
                .optional("description", Shapes.string())
                .optional("schema", Shapes.string())
                .required("contentType", Shapes.string());
        var get = one("getModelInput").query("flatten", "flatten", Shapes.bool());
        var list = Listing.paged(Shapes.input("getModelsInput").path("restApiId"));
        var update = one("updateModelInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/restapis/{restApiId}/models";
        String one = all + "/{modelName}";
        return List.of(
                Route.of("POST", all, 201, "CreateModel", create, Models::create),
                Route.of("GET", all, 200, "GetModels", list, Models::list),
                Route.of("GET", one, 200, "GetModel", get, Models::get),
                Route.of("PATCH", one, 200, "UpdateModel", update, Models::update),
                Route.of("DELETE", one, 202, "DeleteModel", one("deleteModelInput"), Models::delete),
                Route.of(
                        "GET",
                        one + "/default_template",
                        200,
                        "GetModelTemplate",
                        one("getModelTemplateInput"),
                        Models::template));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("modelName");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String id = UnusedId.draw(
                call.ids(),
                ModelReader.ID_LENGTH,
                drawn -> models(api).values().stream()
                        .anyMatch(model -> model.id().equals(drawn)));
        Model model = ModelReader.read(call.input(), call.input().string("name"), id, api);
        if (models(api).containsKey(model.name())) {
            throw Refusals.conflict("Model name already exists for this REST API");
        }
        return new Outcome<>(call.state().with(with(api, model)), json(model));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        var all = models(Lookup.api(call)).values();
        return new Outcome<>(call.state(), Listing.page(call.input(), all, Model::name, Models::json));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        ApiState api = api(call);
        Model model = find(api, call.input());
        ObjectNode node = json(model);
        if (call.input().optionalBoolean("flatten").orElse(false)
                && model.schema().isPresent()) {
            node.put("schema", schemas(api).flattened(model.name()));
        }
        return new Outcome<>(call.state(), node);
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = api(call);
        Model before = find(api, call.input());
        Input patched = new Input(PATCHES.apply(json(before), PatchOperation.of(call.input())));
        Model model = ModelReader.read(patched, before.name(), before.id(), api);
        return new Outcome<>(call.state().with(with(api, model)), json(model));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = api(call);
        Model model = find(api, call.input());
        References.toModel(api, model.name()).ifPresent(place -> {
            throw Refusals.conflict("Cannot delete model '" + model.name() + "', is referenced in " + place);
        });
        ApiState rest =
                api.withDefinitions(api.definitions().withModels(models(api).minus(model.name())));
        return new Outcome<>(call.state().with(rest), Json.object());
    }

    private static Outcome<GatewayState> template(Call<GatewayState> call) {
        ApiState api = api(call);
        String template = schemas(api).template(find(api, call.input()).name());
        return new Outcome<>(call.state(), Json.object().put("value", template));
    }

    /** Of an API that does not exist AWS says here that the model does not (observed). */
    private static ApiState api(Call<GatewayState> call) {
        return call.state()
                .api(call.input().string("restApiId"))
                .filter(api -> api.api().scope().equals(call.scope()))
                .orElseThrow(() -> missing(call.input()));
    }

    private static Model find(ApiState api, Input input) {
        return Optional.ofNullable(models(api).get(input.string("modelName"))).orElseThrow(() -> missing(input));
    }

    private static AwsError missing(Input input) {
        return Refusals.notFound("Invalid model name specified: " + input.string("modelName"));
    }

    private static PSortedMap<String, Model> models(ApiState api) {
        return api.definitions().models();
    }

    private static ApiState with(ApiState api, Model model) {
        return api.withDefinitions(api.definitions().withModels(models(api).plus(model.name(), model)));
    }

    private static ModelSchemas schemas(ApiState api) {
        Map<String, String> texts = new LinkedHashMap<>();
        models(api).values().forEach(model -> model.schema().ifPresent(text -> texts.put(model.name(), text)));
        return ModelSchemas.of(api.api().id(), texts);
    }

    private static ObjectNode json(Model model) {
        ObjectNode node = Json.object();
        node.put("id", model.id());
        node.put("name", model.name());
        Json.put(node, "description", model.description());
        Json.put(node, "schema", model.schema());
        return node.put("contentType", model.contentType());
    }
}
