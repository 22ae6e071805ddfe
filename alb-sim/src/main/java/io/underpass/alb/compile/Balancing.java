package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroupAttributes;
import java.time.Duration;
import java.util.Map;

/**
 * How the targets of a group share its requests (spec 3.1, 3.4).
 *
 * <p>Threads: immutable.
 *
 * @param mitigation whether targets that fail more often than the others get less
 * @param slowStart how long a new target's share grows; zero where it has its whole share at once
 * @param acrossZones whether a request may go to a target of another zone than the one it arrived in
 * @param minimumInDns how many healthy targets keep a zone's address in DNS; of effect only where zones keep to
 *     themselves, since otherwise all zones have the same targets
 */
public record Balancing(
        Algorithm algorithm,
        boolean mitigation,
        Duration slowStart,
        boolean acrossZones,
        UnhealthyStateRouting minimumInDns) {

    /** As groups are from the start. */
    public static final Balancing DEFAULT = of(Map.of());

    /** How a target is chosen. */
    public enum Algorithm {
        /** One after the other. */
        ROUND_ROBIN,
        /** The one that has least to answer. */
        LEAST_OUTSTANDING_REQUESTS,
        /** By chance. */
        WEIGHTED_RANDOM
    }

    static Balancing of(Map<String, String> attributes) {
        return new Balancing(
                switch (TargetGroupAttributes.ALGORITHM.in(attributes)) {
                    case "least_outstanding_requests" -> Algorithm.LEAST_OUTSTANDING_REQUESTS;
                    case "weighted_random" -> Algorithm.WEIGHTED_RANDOM;
                    default -> Algorithm.ROUND_ROBIN;
                },
                TargetGroupAttributes.ANOMALY_MITIGATION.in(attributes).equals("on"),
                TargetGroupAttributes.SLOW_START.in(attributes),
                !TargetGroupAttributes.CROSS_ZONE.in(attributes).equals("false"),
                new UnhealthyStateRouting(
                        TargetGroupAttributes.DNS_COUNT.in(attributes).orElse(0),
                        TargetGroupAttributes.DNS_PERCENTAGE.in(attributes).orElse(0)));
    }
}
