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

    /** These with or without metrics. */
    public MethodSettings withMetricsEnabled(boolean next) {
        return new MethodSettings(
                next,
                loggingLevel,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with another logging level. */
    public MethodSettings withLoggingLevel(Optional<String> next) {
        return new MethodSettings(
                metricsEnabled,
                next,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with or without a trace of all data in the logs. */
    public MethodSettings withDataTraceEnabled(boolean next) {
        return new MethodSettings(
                metricsEnabled,
                loggingLevel,
                next,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with another throttle. */
    public MethodSettings withThrottling(int burstLimit, double rateLimit) {
        return new MethodSettings(
                metricsEnabled,
                loggingLevel,
                dataTraceEnabled,
                burstLimit,
                rateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with or without caching. */
    public MethodSettings withCaching(boolean enabled, int ttlInSeconds) {
        return new MethodSettings(
                metricsEnabled,
                loggingLevel,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                enabled,
                ttlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with or without encryption of what is cached. */
    public MethodSettings withCacheDataEncrypted(boolean next) {
        return new MethodSettings(
                metricsEnabled,
                loggingLevel,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                next,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    /** These with another answer to <code>Cache-Control: max-age=0</code>. */
    public MethodSettings withCacheControl(boolean requireAuthorization, String unauthorizedStrategy) {
        return new MethodSettings(
                metricsEnabled,
                loggingLevel,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorization,
                unauthorizedStrategy);
    }
}
