package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.VpcLinks;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.List;
import java.util.Optional;

/** Deployments: create, get, list, update, delete. Threads: stateless as far as the links are safe. */
final class Deployments {

    static final StructureShape CANARY = Shapes.structure()
            .optional("percentTraffic", Shapes.number())
            .optional("stageVariableOverrides", Shapes.map(Shapes.string()))
            .optional("useStageCache", Shapes.bool());

    private static final int DEPLOYMENT_ID_LENGTH = 6;
    private static final PatchTable PATCHES =
            PatchTable.in(PatchWording.LISTING).strings("/description");

    private final VpcLinks links;

    Deployments(VpcLinks links) {
        this.links = links;
    }

    List<Route<GatewayState>> routes() {
        var create = Shapes.input("createDeploymentInput")
                .path("restApiId")
                .optional("stageName", Shapes.string())
                .optional("stageDescription", Shapes.string())
                .optional("description", Shapes.string())
                .optional("cacheClusterEnabled", Shapes.bool())
                .optional("cacheClusterSize", Stages.CACHE_CLUSTER_SIZE)
                .optional("variables", Shapes.map(Shapes.string()))
                .optional("canarySettings", CANARY)
                .optional("tracingEnabled", Shapes.bool());
        var get = one("getDeploymentInput").query("embed", "embed", Shapes.list(Shapes.string()));
        var list = Listing.paged(Shapes.input("getDeploymentsInput").path("restApiId"));
        var update = one("updateDeploymentInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteDeploymentInput");
        String all = "/restapis/{restApiId}/deployments";
        String one = all + "/{deploymentId}";
        return List.of(
                Route.of("POST", all, 201, "CreateDeployment", create, this::create),
                Route.of("GET", all, 200, "GetDeployments", list, Deployments::list),
                Route.of("GET", one, 200, "GetDeployment", get, Deployments::get),
                Route.of("PATCH", one, 200, "UpdateDeployment", update, Deployments::update),
                Route.of("DELETE", one, 202, "DeleteDeployment", delete, Deployments::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("deploymentId");
    }

    private Outcome<GatewayState> create(Call<GatewayState> call) {
        Input input = call.input();
        ApiState api = Lookup.api(call);
        Optional<String> stageName = input.optionalString("stageName").filter(text -> !text.isEmpty());
        if (input.has("canarySettings")) {
            checkCanary(api, stageName);
        }
        DeploymentChecks.check(api, links);
        String id = UnusedId.draw(call.ids(), DEPLOYMENT_ID_LENGTH, api.deployments()::containsKey);
        Deployment deployment = api.deployment(id, input.optionalString("description"), call.now());
        ApiState deployed = api.withDeployments(api.deployments().plus(id, deployment));
        ApiState staged =
                stageName.map(name -> staged(call, deployed, id, name)).orElse(deployed);
        return new Outcome<>(call.state().with(staged), json(deployment));
    }

    private static void checkCanary(ApiState api, Optional<String> stageName) {
        if (stageName.isEmpty()) {
            throw Refusals.badRequest("Invalid deployment content specified.Non null and non empty stageName must be"
                    + " provided for canary deployment. Provided value is null");
        }
        if (!api.stages().containsKey(stageName.get())) {
            throw Refusals.badRequest("Invalid deployment content specified.Stage " + stageName.get()
                    + " must already be created before making a canary release deployment");
        }
    }

    /** Makes the stage, or points it to the new deployment; what the call leaves out stays (spec 6.7). */
    private static ApiState staged(Call<GatewayState> call, ApiState api, String deploymentId, String stageName) {
        Optional<Stage> before = Optional.ofNullable(api.stages().get(stageName));
        ObjectNode document = before.map(StageJson::of).orElseGet(Json::object);
        Input input = call.input();
        Optional<Input> canary = input.structure("canarySettings");
        document.put("stageName", stageName);
        if (canary.isEmpty()) {
            document.put("deploymentId", deploymentId);
        } else {
            document.set("canarySettings", StageSettingsJson.of(Canaries.read(canary.get(), deploymentId)));
        }
        Json.put(document, "description", input.optionalString("stageDescription"));
        Json.put(document, "cacheClusterSize", input.optionalString("cacheClusterSize"));
        input.optionalBoolean("cacheClusterEnabled").ifPresent(value -> document.put("cacheClusterEnabled", value));
        input.optionalBoolean("tracingEnabled").ifPresent(value -> document.put("tracingEnabled", value));
        if (input.has("variables")) {
            document.set("variables", Json.strings(input.stringMap("variables"))); // replacing all of them: a guess
        }
        Stage stage = StageReader.read(
                new Input(document), api, before.map(Stage::createdDate).orElse(call.now()), call.now());
        Canaries.check(stage, api);
        return api.withStages(api.stages().plus(stageName, stage));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        Deployment deployment = Lookup.deployment(Lookup.api(call), call.input());
        ObjectNode node = json(deployment);
        if (call.input().strings("embed").contains("apisummary")) {
            node.set("apiSummary", summary(deployment));
        }
        return new Outcome<>(call.state(), node);
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        var all = Lookup.api(call).deployments().values();
        return new Outcome<>(call.state(), Listing.page(call.input(), all, Deployment::id, Deployments::json));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Deployment before = Lookup.deployment(api, call.input());
        Input patched = new Input(PATCHES.apply(json(before), PatchOperation.of(call.input())));
        Deployment deployment = before.withDescription(patched.optionalString("description"));
        ApiState next = api.withDeployments(api.deployments().plus(deployment.id(), deployment));
        return new Outcome<>(call.state().with(next), json(deployment));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String id = Lookup.deployment(api, call.input()).id();
        if (api.stages().values().stream()
                .anyMatch(stage -> stage.deploymentId().equals(id)
                        || stage.canarySettings()
                                .filter(canary -> canary.deploymentId().equals(id))
                                .isPresent())) {
            throw Refusals.badRequest("Active stages pointing to this deployment must be moved or deleted");
        }
        return new Outcome<>(
                call.state().with(api.withDeployments(api.deployments().minus(id))), Json.object());
    }

    private static ObjectNode json(Deployment deployment) {
        ObjectNode node = Json.object();
        node.put("id", deployment.id());
        Json.put(node, "description", deployment.description());
        return node.put("createdDate", deployment.createdDate().getEpochSecond());
    }

    private static ObjectNode summary(Deployment deployment) {
        ObjectNode paths = Json.object();
        deployment.resources().values().stream()
                .filter(resource -> !resource.methods().isEmpty())
                .forEach(resource -> {
                    ObjectNode verbs = paths.putObject(resource.path());
                    resource.methods()
                            .forEach((verb, method) -> verbs.putObject(verb)
                                    .put("authorizationType", method.authorizationType())
                                    .put("apiKeyRequired", method.apiKeyRequired()));
                });
        return paths;
    }
}
