package io.underpass.alb.data;

import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.compile.HealthCheckPlan;

/**
 * Counts the results of one target's checks. One success makes a new target healthy, whatever the threshold says; an
 * unhealthy one has to pass as many in a row as the threshold says (AWS: "Health checks for target groups").
 *
 * <p>Threads: confined to one thread.
 */
final class HealthTally {

    private TargetStatus status = TargetStatus.REGISTERING;
    private int successes;
    private int failures;

    /** A check begins. */
    TargetStatus begin() {
        if (status == TargetStatus.REGISTERING) {
            status = TargetStatus.CHECKING;
        }
        return status;
    }

    /** A check is over. */
    TargetStatus record(CheckResult result, HealthCheckPlan plan) {
        if (result instanceof CheckResult.Failed failed) {
            successes = 0;
            failures++;
            if (unhealthy() || failures >= plan.unhealthyThreshold()) {
                status = new TargetStatus(
                        new TargetHealth("unhealthy", failed.reason(), failed.description()), failed.detail());
            }
        } else {
            failures = 0;
            successes++;
            if (!unhealthy() || successes >= plan.healthyThreshold()) {
                status = TargetStatus.HEALTHY;
            }
        }
        return status;
    }

    private boolean unhealthy() {
        return status.unhealthy();
    }
}
