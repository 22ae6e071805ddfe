package io.underpass.alb.data;

import io.underpass.alb.TargetStates.TargetHealth;

/**
 * A target's health and what led to it.
 *
 * <p>Threads: immutable.
 *
 * @param health as AWS shows it
 * @param detail for people: what the last failed check ran into; empty where none failed
 */
public record TargetStatus(TargetHealth health, String detail) {

    /** Known, not yet checked. */
    static final TargetStatus REGISTERING =
            of("initial", "Elb.RegistrationInProgress", "Target registration is in progress");

    /** The first check is under way. */
    static final TargetStatus CHECKING =
            of("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");

    /** Passing its checks. */
    static final TargetStatus HEALTHY = of("healthy", "", "");

    /** Its group is not checked. */
    static final TargetStatus UNCHECKED =
            of("unavailable", "Target.HealthCheckDisabled", "Health checks are disabled for this target group");

    /** No rule names its group. */
    static final TargetStatus NOT_IN_USE =
            of("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");

    /** Its zone is not one of the load balancer's. */
    static final TargetStatus ZONE_NOT_ENABLED = of(
            "unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");

    /** Deregistered. */
    static final TargetStatus DRAINING =
            of("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");

    private static TargetStatus of(String state, String reason, String description) {
        return new TargetStatus(new TargetHealth(state, reason, description), "");
    }

    /** Whether it counts as healthy; a target that is not checked does. */
    public boolean healthy() {
        return health.state().equals("healthy") || health.state().equals("unavailable");
    }

    /** Whether it fails its checks. */
    boolean unhealthy() {
        return health.state().equals("unhealthy");
    }

    /** For people: why it is what it is; empty where there is nothing to say. */
    String why() {
        return detail.isEmpty() ? health.description() : detail;
    }

    @Override
    public String toString() {
        return why().isEmpty() ? health.state() : health.state() + " (" + why() + ")";
    }
}
