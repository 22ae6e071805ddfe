package io.underpass.gateway.model;

import java.util.Map;

/**
 * A second deployment that gets a share of a stage's requests.
 *
 * <p>Threads: immutable.
 *
 * @param percentTraffic from 0 to 100
 * @param stageVariableOverrides what differs from the stage's own variables
 */
public record CanarySettings(
        double percentTraffic,
        String deploymentId,
        Map<String, String> stageVariableOverrides,
        boolean useStageCache) {}
