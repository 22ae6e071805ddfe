package io.underpass.gateway.compile;

import io.underpass.aws.Scope;
import io.underpass.gateway.compile.CompiledKey.StageName;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All API keys by what clients send.
 *
 * <p>Threads: immutable.
 */
public final class ApiKeyTable {

    /** No key. */
    public static final ApiKeyTable EMPTY = new ApiKeyTable(Map.of());

    private final Map<Sent, CompiledKey> keys;

    private ApiKeyTable(Map<Sent, CompiledKey> keys) {
        this.keys = keys;
    }

    static ApiKeyTable of(GatewayState state) {
        Map<String, Map<StageName, CompiledPlan>> plans = new HashMap<>();
        for (UsagePlan plan : state.usagePlans().values()) {
            for (UsagePlan.ApiStage stage : plan.apiStages()) {
                CompiledPlan compiled = new CompiledPlan(plan, stage);
                StageName name = new StageName(stage.apiId(), stage.stage());
                plan.keyIds()
                        .forEach(id -> plans.computeIfAbsent(id, unused -> new HashMap<>())
                                .put(name, compiled));
            }
        }
        Map<Sent, CompiledKey> keys = new HashMap<>();
        for (ApiKey key : state.apiKeys().values()) {
            keys.put(
                    new Sent(key.scope(), key.value()),
                    new CompiledKey(key, Map.copyOf(plans.getOrDefault(key.id(), Map.of()))));
        }
        return new ApiKeyTable(keys);
    }

    /** The key of the account and region {@code scope} that has this value. */
    public Optional<CompiledKey> find(Scope scope, String value) {
        return Optional.ofNullable(keys.get(new Sent(scope, value)));
    }

    private record Sent(Scope scope, String value) {}
}
