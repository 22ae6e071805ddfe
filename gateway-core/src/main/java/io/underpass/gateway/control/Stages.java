package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StringShape;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.StageCaches;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.List;
import java.util.Optional;

/** Stages: create, get, list, update, flush, delete. Threads: stateless as far as the caches are safe. */
final class Stages {

    static final StringShape CACHE_CLUSTER_SIZE =
            Shapes.enumeration(StageReader.CACHE_CLUSTER_SIZES.toArray(String[]::new));

    private final StageCaches caches;

    Stages(StageCaches caches) {
        this.caches = caches;
    }

    List<Route<GatewayState>> routes() {
        var create = Shapes.input("createStageInput")
                .path("restApiId")
                .required("stageName", Shapes.string())
                .required("deploymentId", Shapes.string())
                .optional("description", Shapes.string())
                .optional("cacheClusterEnabled", Shapes.bool())
                .optional("cacheClusterSize", CACHE_CLUSTER_SIZE)
                .optional("variables", Shapes.map(Shapes.string()))
                .optional("documentationVersion", Shapes.string())
                .optional("canarySettings", Deployments.CANARY.optional("deploymentId", Shapes.string()))
                .optional("tracingEnabled", Shapes.bool())
                .optional("tags", Shapes.map(Shapes.string()));
        var list =
                Shapes.input("getStagesInput").path("restApiId").query("deploymentId", "deploymentId", Shapes.string());
        var update = one("updateStageInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/restapis/{restApiId}/stages";
        String one = all + "/{stageName}";
        return List.of(
                Route.of("POST", all, 201, "CreateStage", create, Stages::create),
                Route.of("GET", all, 200, "GetStages", list, Stages::list),
                Route.of("GET", one, 200, "GetStage", one("getStageInput"), Stages::get),
                Route.of("PATCH", one, 200, "UpdateStage", update, this::update),
                Route.of(
                        "DELETE",
                        one + "/cache/data",
                        202,
                        "FlushStageCache",
                        one("flushStageCacheInput"),
                        this::flush),
                Route.of("DELETE", one, 202, "DeleteStage", one("deleteStageInput"), this::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("stageName");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Stage stage = StageReader.read(call.input(), api, call.now(), call.now());
        Canaries.check(stage, api);
        if (api.stages().containsKey(stage.stageName())) {
            throw Refusals.conflict("Stage already exists");
        }
        ApiState next = api.withStages(api.stages().plus(stage.stageName(), stage));
        return new Outcome<>(call.state().with(next), StageJson.of(stage));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), StageJson.of(Lookup.stage(Lookup.api(call), call.input())));
    }

    /** Not paged on AWS (spec 6.1). */
    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        Optional<String> deployment =
                call.input().optionalString("deploymentId").filter(text -> !text.isEmpty());
        ObjectNode node = Json.object();
        ArrayNode items = node.putArray("item");
        Lookup.api(call).stages().values().stream()
                .filter(stage -> deployment.isEmpty() || deployment.get().equals(stage.deploymentId()))
                .forEach(stage -> items.add(StageJson.of(stage)));
        return new Outcome<>(call.state(), node);
    }

    /** Without its cluster a stage has no cache, and with a new one an empty cache. */
    private Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Outcome<GatewayState> outcome = StageUpdate.update(call);
        if (Lookup.stage(api, call.input()).cacheClusterEnabled()
                && !outcome.output().get("cacheClusterEnabled").booleanValue()) {
            caches.flush(api.api().id(), call.input().string("stageName"));
        }
        return outcome;
    }

    private Outcome<GatewayState> flush(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        caches.flush(api.api().id(), Lookup.stage(api, call.input()).stageName());
        return new Outcome<>(call.state(), Json.object());
    }

    private Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String name = Lookup.stage(api, call.input()).stageName();
        GatewayState rest = call.state().with(api.withStages(api.stages().minus(name)));
        caches.flush(api.api().id(), name);
        return new Outcome<>(ApiStages.withoutStage(rest, api.api().id(), name), Json.object());
    }
}
