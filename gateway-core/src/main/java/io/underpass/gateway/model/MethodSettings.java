package io.underpass.gateway.model;

import java.util.Optional;

/**
 * What a stage sets for one of its methods, or for all.
 *
 * <p>Threads: immutable.
 *
 * @param loggingLevel OFF, ERROR or INFO; empty until it was set
 * @param throttlingBurstLimit requests
 * @param throttlingRateLimit requests a second
 */
public record MethodSettings(
        boolean metricsEnabled,
        Optional<String> loggingLevel,
        boolean dataTraceEnabled,
        int throttlingBurstLimit,
        double throttlingRateLimit,
        boolean cachingEnabled,
        int cacheTtlInSeconds,
        boolean cacheDataEncrypted,
        boolean requireAuthorizationForCacheControl,
        String unauthorizedCacheControlHeaderStrategy) {

    /** What AWS shows of a method of which only one setting was set (observed on AWS). */
    public static final MethodSettings DEFAULT = new MethodSettings(
            false, Optional.empty(), false, 5000, 10_000, false, 300, false, true, "SUCCEED_WITH_RESPONSE_HEADER");
}
