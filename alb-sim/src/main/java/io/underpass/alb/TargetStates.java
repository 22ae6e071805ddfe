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

    /**
     * The health of a target, as DescribeTargetHealth shows it.
     *
     * @param state initial, healthy, unhealthy, unused, draining or unavailable
     * @param reason AWS's code, {@code Target.Timeout} for instance; empty where AWS shows none
     * @param description AWS's text; empty where AWS shows none
     */
    record TargetHealth(String state, String reason, String description) {}
}
