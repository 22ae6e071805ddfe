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
 * @param metering how much of it may be used; empty where nothing is counted
 * @param caching how its responses are cached; empty where they are not
 * @param logging what its executions write down; empty where that is nothing
 * @param measured whether it has metrics of its own beside its stage's
 */
public record CompiledMethod(
        RoutePlan plan,
        Optional<MethodAccess> access,
        Optional<RequestChecks> checks,
        Optional<MethodMetering> metering,
        Optional<ResponseCaching> caching,
        Optional<MethodLogging> logging,
        boolean measured) {

    /** A method of which the stage's own settings are still missing. */
    CompiledMethod(RoutePlan plan, Optional<MethodAccess> access, Optional<RequestChecks> checks) {
        this(plan, access, checks, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /**
     * This method with what its stage has set; itself where that is nothing.
     *
     * @param settings say how it is observed
     */
    CompiledMethod with(
            Optional<MethodMetering> nextMetering,
            Optional<ResponseCaching> nextCaching,
            Optional<MethodSettings> settings) {
        Optional<MethodLogging> nextLogging = settings.flatMap(MethodLogging::of);
        boolean nextMeasured = settings.filter(MethodSettings::metricsEnabled).isPresent();
        boolean nothing = nextMetering.isEmpty() && nextCaching.isEmpty() && nextLogging.isEmpty() && !nextMeasured;
        return nothing
                ? this
                : new CompiledMethod(plan, access, checks, nextMetering, nextCaching, nextLogging, nextMeasured);
    }

    /** This method as whoever tests it sees it: everything is written down, nothing counted or cached. */
    CompiledMethod tested() {
        Optional<MethodLogging> all = Optional.of(new MethodLogging(true, true));
        return new CompiledMethod(plan, access, checks, Optional.empty(), Optional.empty(), all, false);
    }
}
