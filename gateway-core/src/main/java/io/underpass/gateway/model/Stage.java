package io.underpass.gateway.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A name under which a deployment is served.
 *
 * <p>Threads: immutable.
 *
 * @param variables what <code>${stageVariables.NAME}</code> stands for
 */
public record Stage(
        String stageName,
        String deploymentId,
        Optional<String> description,
        Map<String, String> variables,
        boolean cacheClusterEnabled,
        Optional<String> cacheClusterSize,
        Optional<String> documentationVersion,
        boolean tracingEnabled,
        Map<String, String> tags,
        Instant createdDate,
        Instant lastUpdatedDate) {}
