package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that tells one customer of an API from another.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param value what clients send
 * @param stageKeys {@code API/STAGE}, from before there were usage plans
 */
public record ApiKey(
        Scope scope,
        String id,
        String value,
        Optional<String> name,
        Optional<String> description,
        Optional<String> customerId,
        boolean enabled,
        Instant createdDate,
        Instant lastUpdatedDate,
        List<String> stageKeys,
        Map<String, String> tags) {

    /** This key with other tags. */
    public ApiKey withTags(Map<String, String> next) {
        return new ApiKey(
                scope,
                id,
                value,
                name,
                description,
                customerId,
                enabled,
                createdDate,
                lastUpdatedDate,
                stageKeys,
                next);
    }
}
