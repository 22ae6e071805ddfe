package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroupAttributes;
import java.util.Map;

/**
 * How many targets must be healthy for the others to be left out (spec 3.4).
 *
 * <p>Threads: immutable.
 *
 * @param minimumHealthyCount at least 1 on AWS
 * @param minimumHealthyPercentage of the registered targets, 0 where off
 */
public record UnhealthyStateRouting(int minimumHealthyCount, int minimumHealthyPercentage) {

    static UnhealthyStateRouting of(Map<String, String> attributes) {
        return new UnhealthyStateRouting(
                TargetGroupAttributes.ROUTING_COUNT.in(attributes),
                TargetGroupAttributes.ROUTING_PERCENTAGE.in(attributes).orElse(0));
    }

    /** Whether the healthy targets alone carry the traffic; no healthy one never does. */
    public boolean carriedBy(int healthy, int registered) {
        return healthy > 0
                && healthy >= minimumHealthyCount
                && healthy * 100L >= (long) minimumHealthyPercentage * registered;
    }
}
