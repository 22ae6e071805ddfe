package io.underpass.gateway.compile;

import java.util.Optional;

/**
 * What happens to the requests of one route in one stage, from the first check to the integration.
 *
 * <p>Threads: immutable.
 *
 * @param access who may use it; empty where everybody may who reaches the API
 */
public record CompiledMethod(RoutePlan plan, Optional<MethodAccess> access) {}
