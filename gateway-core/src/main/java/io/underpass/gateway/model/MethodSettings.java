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
        Draft draft = new Draft();
        draft.metricsEnabled = next;
        return draft.settings();
    }

    /** These with another logging level. */
    public MethodSettings withLoggingLevel(Optional<String> next) {
        Draft draft = new Draft();
        draft.loggingLevel = next;
        return draft.settings();
    }

    /** These with or without a trace of all data in the logs. */
    public MethodSettings withDataTraceEnabled(boolean next) {
        Draft draft = new Draft();
        draft.dataTraceEnabled = next;
        return draft.settings();
    }

    /** These with another throttle. */
    public MethodSettings withThrottling(int burstLimit, double rateLimit) {
        Draft draft = new Draft();
        draft.throttlingBurstLimit = burstLimit;
        draft.throttlingRateLimit = rateLimit;
        return draft.settings();
    }

    /** These with or without caching. */
    public MethodSettings withCaching(boolean enabled, int ttlInSeconds) {
        Draft draft = new Draft();
        draft.cachingEnabled = enabled;
        draft.cacheTtlInSeconds = ttlInSeconds;
        return draft.settings();
    }

    /** These with or without encryption of what is cached. */
    public MethodSettings withCacheDataEncrypted(boolean next) {
        Draft draft = new Draft();
        draft.cacheDataEncrypted = next;
        return draft.settings();
    }

    /** These with another answer to <code>Cache-Control: max-age=0</code>. */
    public MethodSettings withCacheControl(boolean requireAuthorization, String unauthorizedStrategy) {
        Draft draft = new Draft();
        draft.requireAuthorizationForCacheControl = requireAuthorization;
        draft.unauthorizedCacheControlHeaderStrategy = unauthorizedStrategy;
        return draft.settings();
    }

    /** What another one is made of. Threads: confined to one thread. */
    private final class Draft {

        private boolean metricsEnabled = MethodSettings.this.metricsEnabled;
        private Optional<String> loggingLevel = MethodSettings.this.loggingLevel;
        private boolean dataTraceEnabled = MethodSettings.this.dataTraceEnabled;
        private int throttlingBurstLimit = MethodSettings.this.throttlingBurstLimit;
        private double throttlingRateLimit = MethodSettings.this.throttlingRateLimit;
        private boolean cachingEnabled = MethodSettings.this.cachingEnabled;
        private int cacheTtlInSeconds = MethodSettings.this.cacheTtlInSeconds;
        private boolean cacheDataEncrypted = MethodSettings.this.cacheDataEncrypted;
        private boolean requireAuthorizationForCacheControl = MethodSettings.this.requireAuthorizationForCacheControl;
        private String unauthorizedCacheControlHeaderStrategy =
                MethodSettings.this.unauthorizedCacheControlHeaderStrategy;

        MethodSettings settings() {
            return new MethodSettings(
                    metricsEnabled,
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
    }
}
