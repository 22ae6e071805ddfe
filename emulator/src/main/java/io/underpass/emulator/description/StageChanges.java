package io.underpass.emulator.description;

import io.underpass.aws.control.LocalCalls;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Makes the settings of stages as they are described, and no others. Threads: on the control thread. */
final class StageChanges {

    private static final String DEFAULT_CACHE_SIZE = "0.5";
    private static final String ALL = "/*/*/";

    private final LocalCalls<GatewayState> calls;
    private final Owner owner;

    StageChanges(LocalCalls<GatewayState> calls, Owner owner) {
        this.calls = calls;
        this.owner = owner;
    }

    /** Gives the stage the settings that are described, and else AWS's; to be called once it is deployed. */
    void put(Api wanted, String apiId) {
        StageSettings settings = wanted.settings();
        Stage before = stage(wanted, apiId);
        List<Members> patches = new ArrayList<>();
        boolean cached = settings.all().keepsAnswers()
                || settings.methods().values().stream().anyMatch(MethodSettings::keepsAnswers);
        if (before.cacheClusterEnabled() != cached) {
            if (cached) {
                patches.add(patch("/cacheClusterSize", DEFAULT_CACHE_SIZE));
            }
            patches.add(patch("/cacheClusterEnabled", cached));
        }
        if (before.accessLogSettings().isPresent()) {
            patches.add(Members.of("op", "remove").text("path", "/accessLogSettings"));
        }
        patches.addAll(patches(ALL, settings.all()));
        change(wanted, apiId, before.withMethodSettings(TreePMap.empty()).withCanarySettings(Optional.empty()));
        String path = Paths.api(wanted) + ".settings";
        update(path, wanted, apiId, patches);
        settings.methods()
                .forEach((route, method) -> update(
                        path + ".methods." + route,
                        wanted,
                        apiId,
                        patches(place(Route.of(route)), method.or(settings.all()))));
        settings.accessLog().ifPresent(log -> update(path + ".accessLog", wanted, apiId, patches(log)));
        settings.canary().ifPresent(canary -> update(path + ".canary", wanted, apiId, patches(canary)));
        if (same(before, stage(wanted, apiId))) { // It was not updated, then.
            change(wanted, apiId, before);
        }
    }

    /** Where UpdateStage has the settings of a route. */
    private static String place(Route route) {
        return '/' + route.path().replace("~", "~0").replace("/", "~1") + '/' + route.method() + '/';
    }

    private static List<Members> patches(String place, MethodSettings settings) {
        List<Members> patches = new ArrayList<>();
        settings.rate().ifPresent(rate -> patches.add(patch(place + "throttling/rateLimit", rate)));
        settings.burst().ifPresent(burst -> patches.add(patch(place + "throttling/burstLimit", burst)));
        settings.cache().ifPresent(time -> {
            patches.add(patch(place + "caching/enabled", settings.keepsAnswers()));
            patches.add(patch(place + "caching/ttlInSeconds", time.toSeconds()));
        });
        settings.logging().ifPresent(level -> patches.add(patch(place + "logging/loglevel", level)));
        settings.dataTrace().ifPresent(whole -> patches.add(patch(place + "logging/dataTrace", whole)));
        settings.metrics().ifPresent(counted -> patches.add(patch(place + "metrics/enabled", counted)));
        return patches;
    }

    private List<Members> patches(AccessLog log) {
        String group =
                "arn:aws:logs:" + owner.scope().region() + ':' + owner.scope().account() + ":log-group:access-logs";
        return List.of(
                patch("/accessLogSettings/destinationArn", log.destination().orElse(group)),
                patch("/accessLogSettings/format", log.format()));
    }

    private static List<Members> patches(Canary canary) {
        List<Members> patches = new ArrayList<>();
        patches.add(patch("/canarySettings/percentTraffic", canary.percent()));
        canary.variables()
                .forEach((name, value) -> patches.add(patch("/canarySettings/stageVariableOverrides/" + name, value)));
        patches.add(patch("/canarySettings/useStageCache", canary.cache()));
        return patches;
    }

    private static Members patch(String path, Object value) {
        return Members.of("op", "replace").text("path", path).text("value", value.toString());
    }

    private void update(String path, Api wanted, String apiId, List<Members> patches) {
        if (!patches.isEmpty()) {
            Members update = Members.of("restApiId", apiId)
                    .text("stageName", wanted.stage())
                    .structures("patchOperations", patches);
            Refusal.at(path, () -> calls.call("UpdateStage", update.json(), owner.scope()));
        }
    }

    private static boolean same(Stage one, Stage other) {
        return one.methodSettings().equals(other.methodSettings())
                && one.cacheClusterEnabled() == other.cacheClusterEnabled()
                && one.accessLogSettings().equals(other.accessLogSettings())
                && one.canarySettings().equals(other.canarySettings());
    }

    private Stage stage(Api wanted, String apiId) {
        return Optional.ofNullable(state(apiId).stages().get(wanted.stage())).orElseThrow();
    }

    private void change(Api wanted, String apiId, Stage stage) {
        calls.change(state -> {
            ApiState api = state.api(apiId).orElseThrow();
            return state.with(api.withStages(api.stages().plus(wanted.stage(), stage)));
        });
    }

    private ApiState state(String apiId) {
        return calls.state().api(apiId).orElseThrow();
    }
}
