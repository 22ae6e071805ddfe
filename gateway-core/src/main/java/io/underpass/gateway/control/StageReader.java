package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

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
                refusedCache(input),
                cacheClusterSize(input),
                documentationVersion(input),
                input.optionalBoolean("tracingEnabled").orElse(false),
                input.stringMap("tags"),
                TreePMap.empty(),
                Optional.empty(),
                AccessLogs.read(input),
                input.optionalString("clientCertificateId").filter(text -> !text.isEmpty()),
                createdDate,
                now);
    }

    /** A stage that claims to cache and does not would lie to whoever counts calls of a backend. */
    private static boolean refusedCache(Input input) {
        if (input.optionalBoolean("cacheClusterEnabled").orElse(false)) {
            throw AwsError.notEmulated("the cache of a stage (cacheClusterEnabled)");
        }
        return false;
    }

    private static Optional<String> cacheClusterSize(Input input) {
        Optional<String> size = input.optionalString("cacheClusterSize").filter(text -> !text.isEmpty());
        if (size.filter(text -> !CACHE_CLUSTER_SIZES.contains(text)).isPresent()) {
            throw Refusals.badRequest("Invalid cache cluster size specified. Valid options are "
                    + String.join(",", CACHE_CLUSTER_SIZES)); // wording: a guess
        }
        return size;
    }

    /** Documentation versions are not emulated, so none can exist; the wording is a guess. */
    private static Optional<String> documentationVersion(Input input) {
        if (input.optionalString("documentationVersion")
                .filter(text -> !text.isEmpty())
                .isPresent()) {
            throw Refusals.notFound("Invalid Documentation version specified");
        }
        return Optional.empty();
    }
}
