package io.underpass.gateway.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A name under which a deployment is served.
 *
 * <p>Threads: immutable.
 *
 * @param variables what <code>${stageVariables.NAME}</code> stands for
 * @param methodSettings by {@code path/VERB}, the path as in <code>~1orders~1{id}</code>, or <code>*</code><code>/*</code>
 *     for all methods
 * @param clientCertificateId the certificate that backends are shown
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
        PSortedMap<String, MethodSettings> methodSettings,
        Optional<CanarySettings> canarySettings,
        Optional<AccessLogSettings> accessLogSettings,
        Optional<String> clientCertificateId,
        Instant createdDate,
        Instant lastUpdatedDate) {}
