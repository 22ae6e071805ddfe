package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.fixed;
import static io.underpass.alb.control.AttributeKey.fixedFlag;
import static io.underpass.alb.control.AttributeKey.oneOf;
import static io.underpass.alb.control.AttributeKey.range;
import static io.underpass.alb.control.AttributeKey.rangeOrOff;

import io.underpass.alb.model.TargetGroupAttributes;
import java.util.List;

/** Which attributes target groups have and which values these take (spec 1.6). Threads: stateless. */
final class TargetGroupCatalogue {

    static final AttributeCatalogue CATALOGUE = new AttributeCatalogue(List.of(
            emulated(TargetGroupAttributes.DEREGISTRATION_DELAY, range(0, 3600)),
            fixedFlag("stickiness.enabled", false),
            fixed("stickiness.type", "lb_cookie", oneOf(List.of("lb_cookie", "app_cookie"))),
            fixed("stickiness.lb_cookie.duration_seconds", "86400", range(1, 604800)),
            fixed("stickiness.app_cookie.duration_seconds", "86400", range(1, 604800)),
            fixed("stickiness.app_cookie.cookie_name", ""),
            fixed(
                    "load_balancing.algorithm.type",
                    "round_robin",
                    oneOf(List.of("round_robin", "least_outstanding_requests", "weighted_random"))),
            fixed("load_balancing.algorithm.anomaly_mitigation", "off", oneOf(List.of("on", "off"))),
            fixed(
                    "load_balancing.cross_zone.enabled",
                    "use_load_balancer_configuration",
                    oneOf(List.of("true", "false", "use_load_balancer_configuration"))),
            fixed("slow_start.duration_seconds", "0"),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
            fixed("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
            emulated(TargetGroupAttributes.ROUTING_COUNT, range(1, Integer.MAX_VALUE)),
            emulated(TargetGroupAttributes.ROUTING_PERCENTAGE, rangeOrOff(1, 100))));

    private TargetGroupCatalogue() {}
}
