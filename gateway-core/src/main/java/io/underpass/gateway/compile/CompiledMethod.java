package io.underpass.gateway.compile;

import io.underpass.gateway.model.MethodSettings;
import java.util.Optional;

/**
 * What happens to the requests of one route in one stage, from the first check to the integration.
 *
 * <p>Threads: immutable.
 *
 * @param access who may use it; empty where everybody may who reaches the API
 * @param checks what must be right about a request; empty where nothing is checked
 * @param logging what its executions write down; empty where that is nothing
 * @param measured whether it has metrics of its own beside its stage's
 */
public record CompiledMethod(
        RoutePlan plan,
        Optional<MethodAccess> access,
        Optional<RequestChecks> checks,
        Optional<MethodLogging> logging,
        boolean measured) {

    /** A method of which the stage's own settings are still missing. */
    CompiledMethod(RoutePlan plan, Optional<MethodAccess> access, Optional<RequestChecks> checks) {
        this(plan, access, checks, Optional.empty(), false);
    }

    /** This method as {@code settings} have it observed; itself where they do not. */
    CompiledMethod observed(MethodSettings settings) {
        Optional<MethodLogging> logs = MethodLogging.of(settings);
        return logs.isEmpty() && !settings.metricsEnabled()
                ? this
                : new CompiledMethod(plan, access, checks, logs, settings.metricsEnabled());
    }

    /** This method as whoever tests it sees it: everything is written down. */
    CompiledMethod tested() {
        return new CompiledMethod(plan, access, checks, Optional.of(new MethodLogging(true, true)), false);
    }
}
