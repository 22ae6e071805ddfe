package io.underpass.gateway.compile;

import io.underpass.aws.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * One API as it is served.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region that own it; its VPC links are looked up there
 * @param endpointType as the API has it now; a change needs no deployment
 * @param executeApiEndpointDisabled whether the {@code execute-api} endpoint is switched off, for all stages
 * @param stages by name
 */
public record CompiledApi(
        String id,
        Scope scope,
        EndpointType endpointType,
        boolean executeApiEndpointDisabled,
        Map<String, CompiledStage> stages) {

    /** Copies {@code stages}. */
    public CompiledApi {
        stages = Map.copyOf(stages);
    }

    /** This API with another endpoint type. */
    CompiledApi withEndpointType(EndpointType type) {
        return new CompiledApi(id, scope, type, executeApiEndpointDisabled, stages);
    }

    /** The stage called {@code name}. */
    public Optional<CompiledStage> stage(String name) {
        return Optional.ofNullable(stages.get(name));
    }
}
