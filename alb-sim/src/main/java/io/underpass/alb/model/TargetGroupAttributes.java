package io.underpass.alb.model;

import java.time.Duration;
import java.util.OptionalInt;

/** The attributes of target groups that have an effect (spec 1.6). Threads: constants only. */
public final class TargetGroupAttributes {

    private static final String UNHEALTHY_STATE_ROUTING =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    /** How long a deregistered target may go on with what it has begun. */
    public static final Attribute<Duration> DEREGISTRATION_DELAY =
            Attribute.seconds("deregistration_delay.timeout_seconds", 300);

    /** Whether targets of other zones of a network load balancer count; {@code true}, {@code false}, or as that says. */
    public static final Attribute<String> NETWORK_CROSS_ZONE =
            Attribute.text("load_balancing.cross_zone.enabled", "use_load_balancer_configuration");

    /** How many targets must be healthy for the others to be left out. */
    public static final Attribute<Integer> ROUTING_COUNT = Attribute.number(UNHEALTHY_STATE_ROUTING + "count", 1);

    /** How many of a hundred registered targets must be healthy for the others to be left out. */
    public static final Attribute<OptionalInt> ROUTING_PERCENTAGE =
            Attribute.numberOrOff(UNHEALTHY_STATE_ROUTING + "percentage", "off");

    private TargetGroupAttributes() {}
}
