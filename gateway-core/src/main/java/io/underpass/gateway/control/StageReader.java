package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and checks a stage, whether created, patched or repointed by a deployment.
 *
 * <p>Threads: stateless.
 */
final class StageReader {

    static final List<String> CACHE_CLUSTER_SIZES = List.of("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237");

    private StageReader() {}

    /** Reads {@code input}; its deployment must be one of {@code api}. */
    static Stage read(Input input, ApiState api, Instant createdDate, Instant now) {
        String name = input.string("stageName");
        StageRules.checkName(name);
        String deploymentId = input.optionalString("deploymentId").orElse("");
        if (!api.deployments().containsKey(deploymentId)) {
            throw Refusals.badRequest("Deployment id does not exist");
        }
        Map<String, String> variables = input.stringMap("variables");
        StageRules.checkVariables(variables);
        return new Stage(
                name,
                deploymentId,
                input.optionalString("description"),
                variables,
                input.optionalBoolean("cacheClusterEnabled").orElse(false),
                cacheClusterSize(input),
                documentationVersion(input, api),
                input.optionalBoolean("tracingEnabled").orElse(false),
                input.stringMap("tags"),
                StageSettingsReader.methodSettings(input),
                input.structure("canarySettings")
                        .map(canary -> Canaries.read(
                                canary, canary.optionalString("deploymentId").orElse(deploymentId))),
                AccessLogs.read(input),
                input.optionalString("clientCertificateId").filter(text -> !text.isEmpty()),
                createdDate,
                now);
    }

    private static Optional<String> cacheClusterSize(Input input) {
        Optional<String> size = input.optionalString("cacheClusterSize").filter(text -> !text.isEmpty());
        if (size.filter(text -> !CACHE_CLUSTER_SIZES.contains(text)).isPresent()) {
            throw Refusals.badRequest("Invalid cache cluster size specified. Valid options are "
                    + String.join(",", CACHE_CLUSTER_SIZES)); // wording: a guess
        }
        boolean enabled = input.optionalBoolean("cacheClusterEnabled").orElse(false);
        return enabled ? size.or(() -> Optional.of(CACHE_CLUSTER_SIZES.get(0))) : size;
    }

    /** The wording is a guess. */
    private static Optional<String> documentationVersion(Input input, ApiState api) {
        Optional<String> version = input.optionalString("documentationVersion").filter(text -> !text.isEmpty());
        if (version.isPresent() && !api.documentationVersions().containsKey(version.get())) {
            throw Refusals.notFound("Invalid Documentation version specified");
        }
        return version;
    }
}
