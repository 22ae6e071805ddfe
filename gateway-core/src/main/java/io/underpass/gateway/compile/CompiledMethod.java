package io.underpass.gateway.compile;

/**
 * What happens to the requests of one route in one stage, from the first check to the integration.
 *
 * <p>Threads: immutable.
 */
public record CompiledMethod(RoutePlan plan) {}
