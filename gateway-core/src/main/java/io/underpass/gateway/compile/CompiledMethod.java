package io.underpass.gateway.compile;

import java.util.Optional;

/**
 * What happens to the requests of one route in one stage, from the first check to the integration.
 *
 * <p>Threads: immutable.
 *
 * @param access who may use it; empty where everybody may who reaches the API
 * @param checks what must be right about a request; empty where nothing is checked
 */
public record CompiledMethod(RoutePlan plan, Optional<MethodAccess> access, Optional<RequestChecks> checks) {}
