package io.underpass.gateway.compile;

import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.Optional;

/**
 * How much a method may be used.
 *
 * <p>Threads: immutable.
 *
 * @param method {@code /path/VERB}
 * @param keySource where the API key comes from; empty where none is required
 * @param throttle what the stage allows
 */
public record MethodMetering(String method, Optional<KeySource> keySource, Optional<Throttle> throttle) {

    /** The {@code apiKeySource} of an API. */
    public enum KeySource {
        /** The header {@code x-api-key}. */
        HEADER,
        /** The {@code usageIdentifierKey} that a Lambda authorizer has answered. */
        AUTHORIZER
    }
}
