package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of which stages the holders of some keys may use.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param keyIds the API keys that belong to it, in the order in which they came
 */
public record UsagePlan(
        Scope scope,
        String id,
        String name,
        Optional<String> description,
        List<ApiStage> apiStages,
        Optional<Throttle> throttle,
        Optional<Quota> quota,
        Optional<String> productCode,
        Map<String, String> tags,
        List<String> keyIds) {

    /** This plan with other keys. */
    public UsagePlan withKeyIds(List<String> next) {
        return new UsagePlan(
                scope, id, name, description, apiStages, throttle, quota, productCode, tags, List.copyOf(next));
    }

    /** This plan for other stages. */
    public UsagePlan withApiStages(List<ApiStage> next) {
        return new UsagePlan(
                scope, id, name, description, List.copyOf(next), throttle, quota, productCode, tags, keyIds);
    }

    /** This plan with or without a throttle and a quota. */
    public UsagePlan withLimits(Optional<Throttle> nextThrottle, Optional<Quota> nextQuota) {
        return new UsagePlan(
                scope, id, name, description, apiStages, nextThrottle, nextQuota, productCode, tags, keyIds);
    }

    /** This plan with other texts. */
    public UsagePlan named(String nextName, Optional<String> nextDescription, Optional<String> nextProductCode) {
        return new UsagePlan(
                scope, id, nextName, nextDescription, apiStages, throttle, quota, nextProductCode, tags, keyIds);
    }

    /** This plan with other tags. */
    public UsagePlan withTags(Map<String, String> next) {
        return new UsagePlan(scope, id, name, description, apiStages, throttle, quota, productCode, next, keyIds);
    }

    /**
     * A stage that the plan covers.
     *
     * @param throttle by {@code /path/VERB}
     */
    public record ApiStage(String apiId, String stage, Map<String, Throttle> throttle) {}

    /**
     * A token bucket.
     *
     * @param burstLimit requests
     * @param rateLimit requests a second
     */
    public record Throttle(int burstLimit, double rateLimit) {}

    /**
     * So many requests a period.
     *
     * @param offset how many requests the first period has used up already
     * @param period DAY, WEEK or MONTH
     */
    public record Quota(int limit, int offset, String period) {}
}
