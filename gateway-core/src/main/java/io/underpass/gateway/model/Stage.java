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
        Instant lastUpdatedDate) {

    /** This stage with other settings of its methods. */
    public Stage withMethodSettings(PSortedMap<String, MethodSettings> next) {
        return with(deploymentId, variables, next, canarySettings);
    }

    /** This stage with another canary, or none. */
    public Stage withCanarySettings(Optional<CanarySettings> next) {
        return with(deploymentId, variables, methodSettings, next);
    }

    /** This stage with another deployment and other variables. */
    public Stage serving(String nextDeploymentId, Map<String, String> nextVariables) {
        return with(nextDeploymentId, nextVariables, methodSettings, canarySettings);
    }

    private Stage with(
            String nextDeploymentId,
            Map<String, String> nextVariables,
            PSortedMap<String, MethodSettings> nextSettings,
            Optional<CanarySettings> nextCanary) {
        return new Stage(
                stageName,
                nextDeploymentId,
                description,
                nextVariables,
                cacheClusterEnabled,
                cacheClusterSize,
                documentationVersion,
                tracingEnabled,
                tags,
                nextSettings,
                nextCanary,
                accessLogSettings,
                clientCertificateId,
                createdDate,
                lastUpdatedDate);
    }

    /** This stage with other tags. */
    public Stage withTags(Map<String, String> next) {
        return with(documentationVersion, next);
    }

    /** This stage with {@code version} of the API's documentation. */
    public Stage withDocumentationVersion(String version) {
        return with(Optional.of(version), tags);
    }

    private Stage with(Optional<String> nextDocumentation, Map<String, String> nextTags) {
        return new Stage(
                stageName,
                deploymentId,
                description,
                variables,
                cacheClusterEnabled,
                cacheClusterSize,
                nextDocumentation,
                tracingEnabled,
                nextTags,
                methodSettings,
                canarySettings,
                accessLogSettings,
                clientCertificateId,
                createdDate,
                lastUpdatedDate);
    }
}
