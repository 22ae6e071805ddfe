package io.underpass.gateway.compile;

/**
 * What gets a share of a stage's requests.
 *
 * <p>Threads: immutable.
 *
 * @param percentTraffic from 0 to 100
 * @param stage the stage with the other deployment and the overridden variables
 */
public record CanaryRelease(double percentTraffic, CompiledStage stage) {}
