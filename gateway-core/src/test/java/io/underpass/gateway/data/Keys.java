package io.underpass.gateway.data;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.ApiStage;
import io.underpass.gateway.model.UsagePlan.Quota;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** API keys and usage plans for the stage {@code dev} of the API {@code abc}. */
final class Keys {

    static final String VALUE = "a-key-of-twenty-characters";

    private Keys() {}

    static ApiKey key(String id, String value, boolean enabled) {
        return new ApiKey(
                ApiFixture.SCOPE,
                id,
                value,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                enabled,
                ApiFixture.CREATED,
                ApiFixture.CREATED,
                List.of(),
                Map.of());
    }

    static UsagePlan plan(Optional<Throttle> throttle, Optional<Quota> quota, Map<String, Throttle> methods) {
        return new UsagePlan(
                ApiFixture.SCOPE,
                "plan01",
                "basic",
                Optional.empty(),
                List.of(new ApiStage("abc", "dev", methods)),
                throttle,
                quota,
                Optional.empty(),
                Map.of(),
                List.of("key1"));
    }

    static UsagePlan plan() {
        return plan(Optional.empty(), Optional.empty(), Map.of());
    }

    /** {@code state} with the key {@code key1} and {@code plan}. */
    static GatewayState with(GatewayState state, UsagePlan plan) {
        return with(state, key("key1", VALUE, true))
                .withUsagePlans(state.usagePlans().plus(plan.id(), plan));
    }

    static GatewayState with(GatewayState state, ApiKey key) {
        return state.withApiKeys(state.apiKeys().plus(key.id(), key));
    }
}
