package io.underpass.alb.model;

import java.time.Duration;
import java.util.OptionalInt;

/** The attributes of target groups that have an effect (spec 1.6). Threads: constants only. */
public final class TargetGroupAttributes {

    private static final String UNHEALTHY_STATE_ROUTING =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    private static final String DNS_FAILOVER = "target_group_health.dns_failover.minimum_healthy_targets.";

    /** How long a deregistered target may go on with what it has begun. */
    public static final Attribute<Duration> DEREGISTRATION_DELAY =
            Attribute.seconds("deregistration_delay.timeout_seconds", 300);

    /** How many targets must be healthy for the others to be left out. */
    public static final Attribute<Integer> ROUTING_COUNT = Attribute.number(UNHEALTHY_STATE_ROUTING + "count", 1);

    /** How many of a hundred registered targets must be healthy for the others to be left out. */
    public static final Attribute<OptionalInt> ROUTING_PERCENTAGE =
            Attribute.numberOrOff(UNHEALTHY_STATE_ROUTING + "percentage", "off");

    /** Whether a client stays with its target. */
    public static final Attribute<Boolean> STICKINESS = Attribute.flag("stickiness.enabled", false);

    /** By what it stays: lb_cookie or app_cookie. */
    public static final Attribute<String> STICKINESS_TYPE = Attribute.text("stickiness.type", "lb_cookie");

    /** How long a client stays that brings the load balancer's cookie. */
    public static final Attribute<Duration> LB_COOKIE_DURATION =
            Attribute.seconds("stickiness.lb_cookie.duration_seconds", 86400);

    /** How long a client stays that brings the application's cookie. */
    public static final Attribute<Duration> APP_COOKIE_DURATION =
            Attribute.seconds("stickiness.app_cookie.duration_seconds", 86400);

    /** What the application's cookie is called. */
    public static final Attribute<String> APP_COOKIE_NAME = Attribute.text("stickiness.app_cookie.cookie_name", "");

    /** How many targets of a zone must be healthy for its address to stay in DNS. */
    public static final Attribute<OptionalInt> DNS_COUNT = Attribute.numberOrOff(DNS_FAILOVER + "count", "1");

    /** How many of a hundred targets of a zone must be healthy for its address to stay in DNS. */
    public static final Attribute<OptionalInt> DNS_PERCENTAGE =
            Attribute.numberOrOff(DNS_FAILOVER + "percentage", "off");

    /** round_robin, least_outstanding_requests or weighted_random. */
    public static final Attribute<String> ALGORITHM = Attribute.text("load_balancing.algorithm.type", "round_robin");

    /** Whether anomalous targets get less: on or off. */
    public static final Attribute<String> ANOMALY_MITIGATION =
            Attribute.text("load_balancing.algorithm.anomaly_mitigation", "off");

    /** Whether each zone's requests may go to another zone's targets: true, false, or as the load balancer says. */
    public static final Attribute<String> CROSS_ZONE =
            Attribute.text("load_balancing.cross_zone.enabled", "use_load_balancer_configuration");

    /** How long a new target's share grows; zero where it has its whole share at once. */
    public static final Attribute<Duration> SLOW_START = Attribute.seconds("slow_start.duration_seconds", 0);

    /** Whether a Lambda function gets and gives all values of a header field or parameter instead of the last. */
    public static final Attribute<Boolean> MULTI_VALUE_HEADERS =
            Attribute.flag("lambda.multi_value_headers.enabled", false);

    /** By what a client of a network load balancer stays. */
    public static final Attribute<String> NETWORK_STICKINESS_TYPE = Attribute.text("stickiness.type", "source_ip");

    /** Whether targets of a network load balancer see the client's address; its default depends on the group. */
    public static final String PRESERVE_CLIENT_IP = "preserve_client_ip.enabled";

    /** Whether connections of a network load balancer begin with a header of the PROXY protocol. */
    public static final Attribute<Boolean> PROXY_PROTOCOL = Attribute.flag("proxy_protocol_v2.enabled", false);

    /** Whether connections end with their target's deregistration delay. */
    public static final Attribute<Boolean> CUT_DEREGISTERED =
            Attribute.flag("deregistration_delay.connection_termination.enabled", false);

    /** Whether connections end when their target becomes unhealthy. */
    public static final Attribute<Boolean> CUT_UNHEALTHY =
            Attribute.flag("target_health_state.unhealthy.connection_termination.enabled", true);

    /** How long a target that has become unhealthy is said to be draining. */
    public static final Attribute<Duration> UNHEALTHY_DRAINING =
            Attribute.seconds("target_health_state.unhealthy.draining_interval_seconds", 0);

    private TargetGroupAttributes() {}

    /** Whether targets of a new group see the client's address (AWS: "Client IP preservation"). */
    public static boolean preservesClientIpByDefault(String targetType, String protocol) {
        return protocol.contains("UDP") || !targetType.equals("ip");
    }
}
