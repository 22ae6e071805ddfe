package io.underpass.alb.control;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroupAttributes;
import java.util.Map;

/**
 * Which attributes of a target group exclude each other (spec 3.1, 3.4). AWS's texts are not known.
 *
 * <p>Threads: stateless.
 */
final class TargetGroupAttributeRules {

    private static final String ROUND_ROBIN = TargetGroupAttributes.ALGORITHM.defaultValue();
    private static final String STICKINESS = "stickiness.enabled";

    private TargetGroupAttributeRules() {}

    /** Refuses attributes that AWS does not let be {@code set} together. */
    static void check(Map<String, String> set) {
        String algorithm = TargetGroupAttributes.ALGORITHM.in(set);
        boolean sticky = Boolean.parseBoolean(set.getOrDefault(STICKINESS, "false"));
        if (!TargetGroupAttributes.SLOW_START.in(set).isZero() && !algorithm.equals(ROUND_ROBIN)) {
            throw excluded(TargetGroupAttributes.SLOW_START.key(), TargetGroupAttributes.ALGORITHM.key(), algorithm);
        }
        boolean random = algorithm.equals("weighted_random");
        if (TargetGroupAttributes.ANOMALY_MITIGATION.in(set).equals("on") && !random) {
            throw excluded(
                    TargetGroupAttributes.ANOMALY_MITIGATION.key(), TargetGroupAttributes.ALGORITHM.key(), algorithm);
        }
        if (sticky && random) {
            throw excluded(STICKINESS, TargetGroupAttributes.ALGORITHM.key(), algorithm);
        }
        if (sticky && TargetGroupAttributes.CROSS_ZONE.in(set).equals("false")) {
            throw excluded(STICKINESS, TargetGroupAttributes.CROSS_ZONE.key(), "false");
        }
    }

    /** The same for groups of network load balancers (AWS: "Edit target group attributes for your Network Load Balancer"). */
    static void checkNetwork(TargetGroup group, Map<String, String> set) {
        if (group.protocol().equals("TLS") && TargetGroupAttributes.STICKINESS.in(set)) {
            throw Refusals.invalidConfiguration(
                    "'" + STICKINESS + "' cannot be set to 'true' for target groups with the TLS protocol");
        }
        if (TargetGroupAttributes.CUT_UNHEALTHY.in(set)
                && !TargetGroupAttributes.UNHEALTHY_DRAINING.in(set).isZero()) {
            throw excluded(
                    TargetGroupAttributes.UNHEALTHY_DRAINING.key(), TargetGroupAttributes.CUT_UNHEALTHY.key(), "true");
        }
    }

    private static RuntimeException excluded(String key, String other, String value) {
        return Refusals.invalidConfiguration(
                "'" + key + "' cannot be used together with '" + other + "' set to '" + value + "'");
    }
}
