package io.underpass.gateway.compile;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.CanarySettings;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * An API's stage {@code dev} with settings of its own.
 *
 * <p>Threads: one.
 */
public final class StageFixture {

    private PSortedMap<String, Deployment> deployments = TreePMap.empty();
    private final ApiFixture api;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private PSortedMap<String, MethodSettings> settings = TreePMap.empty();
    private Optional<CanarySettings> canary = Optional.empty();
    private boolean cache;
    private boolean traced;

    private StageFixture(ApiFixture api) {
        this.api = api;
        deployments = deployments.plus("dep1", api.deployment("dep1"));
    }

    public static StageFixture of(ApiFixture api) {
        return new StageFixture(api);
    }

    public StageFixture variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Settings of {@code path/VERB}. */
    public StageFixture method(String method, MethodSettings value) {
        settings = settings.plus(method, value);
        return this;
    }

    public StageFixture throttle(String method, int burst, double rate) {
        return method(method, MethodSettings.DEFAULT.withThrottling(burst, rate));
    }

    public StageFixture cache() {
        cache = true;
        return this;
    }

    public StageFixture traced() {
        traced = true;
        return this;
    }

    /** A canary that serves {@code other}. */
    public StageFixture canary(double percent, ApiFixture other, Map<String, String> overrides, boolean stageCache) {
        deployments = deployments.plus("dep2", other.deployment("dep2"));
        canary = Optional.of(new CanarySettings(percent, "dep2", overrides, stageCache));
        return this;
    }

    public ApiState api() {
        Stage stage = new Stage(
                "dev",
                "dep1",
                Optional.empty(),
                variables,
                cache,
                Optional.empty(),
                Optional.empty(),
                traced,
                Map.of(),
                settings,
                canary,
                Optional.empty(),
                Optional.empty(),
                ApiFixture.CREATED,
                ApiFixture.CREATED);
        return ApiState.of(api.settings())
                .withDeployments(deployments)
                .withStages(TreePMap.<String, Stage>empty().plus("dev", stage));
    }

    public GatewayState state() {
        return GatewayState.EMPTY.with(api());
    }
}
