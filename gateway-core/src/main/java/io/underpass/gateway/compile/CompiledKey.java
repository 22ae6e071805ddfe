package io.underpass.gateway.compile;

import io.underpass.gateway.model.ApiKey;
import java.util.Map;
import java.util.Optional;

/**
 * An API key and what it opens.
 *
 * <p>Threads: immutable.
 *
 * @param plans the plan that covers each stage; AWS lets a key have one a stage
 */
public record CompiledKey(ApiKey key, Map<StageName, CompiledPlan> plans) {

    /** The plan that lets this key use {@code stage} of the API {@code apiId}. */
    public Optional<CompiledPlan> plan(String apiId, String stage) {
        return Optional.ofNullable(plans.get(new StageName(apiId, stage)));
    }

    /** A stage of an API. */
    public record StageName(String apiId, String stage) {}
}
