package io.underpass.alb;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;

/**
 * Port between the control operations and the health checker: what a target is like right now. Lives outside the
 * snapshot, since it must outlive a publication.
 *
 * <p>Threads: safe.
 */
public interface TargetStates {

    /** The health of a target that is registered with {@code group} and not deregistered. */
    TargetHealth health(TargetGroup group, TargetDescription target);

    /** Whether a target that is registered with {@code group} fails more often than the others. */
    default AnomalyDetection anomaly(TargetGroup group, TargetDescription target) {
        return AnomalyDetection.NORMAL;
    }

    /**
     * Whether a target is anomalous, as DescribeTargetHealth shows it.
     *
     * @param anomalous whether it fails more often than the others
     * @param mitigated whether it gets fewer requests for that
     */
    record AnomalyDetection(boolean anomalous, boolean mitigated) {

        /** As good as the others. */
        public static final AnomalyDetection NORMAL = new AnomalyDetection(false, false);
    }

    /**
     * The health of a target, as DescribeTargetHealth shows it.
     *
     * @param state initial, healthy, unhealthy, unhealthy.draining, unused, draining or unavailable
     * @param reason AWS's code, {@code Target.Timeout} for instance; empty where AWS shows none
     * @param description AWS's text; empty where AWS shows none
     */
    record TargetHealth(String state, String reason, String description) {}
}
