package io.underpass.gateway.compile;

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
 */
public record CompiledMethod(
        RoutePlan plan,
        Optional<MethodAccess> access,
        Optional<RequestChecks> checks,
        Optional<MethodMetering> metering,
        Optional<ResponseCaching> caching) {

    /** A method of which the stage's own settings are still missing. */
    CompiledMethod(RoutePlan plan, Optional<MethodAccess> access, Optional<RequestChecks> checks) {
        this(plan, access, checks, Optional.empty(), Optional.empty());
    }

    /** This method with what its stage has set; itself where that is nothing. */
    CompiledMethod with(Optional<MethodMetering> nextMetering, Optional<ResponseCaching> nextCaching) {
        return nextMetering.isEmpty() && nextCaching.isEmpty()
                ? this
                : new CompiledMethod(plan, access, checks, nextMetering, nextCaching);
    }
}
