package io.underpass.alb.compile;

/**
 * How many targets must be healthy for the others to be left out (spec 3.4).
 *
 * <p>Threads: immutable.
 *
 * @param minimumHealthyCount 0 where off
 * @param minimumHealthyPercentage of the registered targets, 0 where off
 */
public record UnhealthyStateRouting(int minimumHealthyCount, int minimumHealthyPercentage) {

    private static final String PREFIX = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    static UnhealthyStateRouting of(Attributes attributes) {
        return new UnhealthyStateRouting(
                attributes.threshold(PREFIX + "count", "1"), attributes.threshold(PREFIX + "percentage", "off"));
    }

    /** Whether the healthy targets alone carry the traffic; no healthy one never does. */
    public boolean carriedBy(int healthy, int registered) {
        return healthy > 0
                && healthy >= minimumHealthyCount
                && healthy * 100L >= (long) minimumHealthyPercentage * registered;
    }
}
