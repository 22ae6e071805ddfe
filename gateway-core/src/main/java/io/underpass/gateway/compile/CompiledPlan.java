package io.underpass.gateway.compile;

import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A usage plan as it holds for one stage.
 *
 * <p>Threads: immutable.
 */
public final class CompiledPlan {

    private final UsagePlan source;
    private final Map<String, Throttle> methods;

    CompiledPlan(UsagePlan source, UsagePlan.ApiStage stage) {
        this.source = source;
        Map<String, Throttle> byMethod = new HashMap<>();
        stage.throttle()
                .forEach((method, throttle) ->
                        byMethod.put(MethodKey.parse(method).toString(), throttle));
        this.methods = Map.copyOf(byMethod);
    }

    /** The plan. */
    public UsagePlan plan() {
        return source;
    }

    /** What the plan allows of {@code method}, a {@link MethodMetering#method}. */
    public Optional<Throttle> throttle(String method) {
        return Optional.ofNullable(methods.get(method));
    }
}
