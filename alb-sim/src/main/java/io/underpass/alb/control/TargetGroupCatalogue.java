package io.underpass.alb.control;

import static io.underpass.alb.control.AttributeKey.emulated;
import static io.underpass.alb.control.AttributeKey.emulatedFlag;
import static io.underpass.alb.control.AttributeKey.fixedFlag;
import static io.underpass.alb.control.AttributeKey.oneOf;
import static io.underpass.alb.control.AttributeKey.range;
import static io.underpass.alb.control.AttributeKey.rangeOrOff;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroupAttributes;
import java.util.List;
import java.util.Optional;

/** Which attributes target groups have and which values these take (spec 1.6). Threads: stateless. */
final class TargetGroupCatalogue {

    private static final AttributeCatalogue OF_APPLICATIONS = new AttributeCatalogue(List.of(
            emulated(TargetGroupAttributes.DEREGISTRATION_DELAY, range(0, 3600)),
            emulatedFlag(TargetGroupAttributes.STICKINESS),
            emulated(TargetGroupAttributes.STICKINESS_TYPE, oneOf(List.of("lb_cookie", "app_cookie"))),
            emulated(TargetGroupAttributes.LB_COOKIE_DURATION, range(1, 604800)),
            emulated(TargetGroupAttributes.APP_COOKIE_DURATION, range(1, 604800)),
            emulated(TargetGroupAttributes.APP_COOKIE_NAME, StickinessRules::cookieNameProblem),
            emulated(
                    TargetGroupAttributes.ALGORITHM,
                    oneOf(List.of("round_robin", "least_outstanding_requests", "weighted_random"))),
            emulated(TargetGroupAttributes.ANOMALY_MITIGATION, oneOf(List.of("on", "off"))),
            emulated(
                    TargetGroupAttributes.CROSS_ZONE,
                    oneOf(List.of("true", "false", "use_load_balancer_configuration"))),
            emulated(TargetGroupAttributes.SLOW_START, TargetGroupCatalogue::slowStart),
            emulated(TargetGroupAttributes.DNS_COUNT, rangeOrOff(1, Integer.MAX_VALUE)),
            emulated(TargetGroupAttributes.DNS_PERCENTAGE, rangeOrOff(1, 100)),
            emulated(TargetGroupAttributes.ROUTING_COUNT, range(1, Integer.MAX_VALUE)),
            emulated(TargetGroupAttributes.ROUTING_PERCENTAGE, rangeOrOff(1, 100))));

    /** Which of the others AWS shows here is a guess. */
    private static final AttributeCatalogue OF_FUNCTIONS = new AttributeCatalogue(List.of(
            AttributeKey.emulatedFlag(TargetGroupAttributes.MULTI_VALUE_HEADERS),
            emulated(TargetGroupAttributes.DNS_COUNT, rangeOrOff(1, Integer.MAX_VALUE)),
            emulated(TargetGroupAttributes.DNS_PERCENTAGE, rangeOrOff(1, 100)),
            emulated(TargetGroupAttributes.ROUTING_COUNT, range(1, Integer.MAX_VALUE)),
            emulated(TargetGroupAttributes.ROUTING_PERCENTAGE, rangeOrOff(1, 100))));

    private TargetGroupCatalogue() {}

    static AttributeCatalogue of(TargetGroup group) {
        if (group.lambda()) {
            return OF_FUNCTIONS;
        }
        return group.network() ? ofNetworks(group) : OF_APPLICATIONS;
    }

    /**
     * From AWS's page "Edit target group attributes for your Network Load Balancer". That a load balancer of applications
     * always sees the client's address, and never a header of the PROXY protocol, is a guess.
     */
    private static AttributeCatalogue ofNetworks(TargetGroup group) {
        boolean datagrams = group.protocol().contains("UDP");
        boolean loadBalancer = group.targetType().equals("alb");
        boolean clientAddress = TargetGroupAttributes.preservesClientIpByDefault(group.targetType(), group.protocol());
        return new AttributeCatalogue(List.of(
                emulated(TargetGroupAttributes.DEREGISTRATION_DELAY, range(0, 3600)),
                emulatedFlag(TargetGroupAttributes.CUT_DEREGISTERED.key(), datagrams),
                emulatedFlag(TargetGroupAttributes.STICKINESS),
                emulated(TargetGroupAttributes.NETWORK_STICKINESS_TYPE, type -> stickiness(type, group)),
                emulated(
                        TargetGroupAttributes.CROSS_ZONE,
                        oneOf(List.of("true", "false", "use_load_balancer_configuration"))),
                datagrams || loadBalancer
                        ? fixedFlag(TargetGroupAttributes.PRESERVE_CLIENT_IP, clientAddress)
                        : emulatedFlag(TargetGroupAttributes.PRESERVE_CLIENT_IP, clientAddress),
                loadBalancer
                        ? fixedFlag(TargetGroupAttributes.PROXY_PROTOCOL.key(), false)
                        : emulatedFlag(TargetGroupAttributes.PROXY_PROTOCOL),
                emulatedFlag(TargetGroupAttributes.CUT_UNHEALTHY),
                emulated(TargetGroupAttributes.UNHEALTHY_DRAINING, range(0, 360000)),
                emulated(TargetGroupAttributes.DNS_COUNT, rangeOrOff(1, Integer.MAX_VALUE)),
                emulated(TargetGroupAttributes.DNS_PERCENTAGE, rangeOrOff(1, 100)),
                emulated(TargetGroupAttributes.ROUTING_COUNT, range(1, Integer.MAX_VALUE)),
                emulated(TargetGroupAttributes.ROUTING_PERCENTAGE, rangeOrOff(1, 100))));
    }

    private static Optional<String> slowStart(String value) {
        return value.equals("0")
                ? Optional.empty()
                : range(30, 900).apply(value).map(problem -> problem + ", or '0'");
    }

    private static Optional<String> stickiness(String type, TargetGroup group) {
        if (List.of("lb_cookie", "app_cookie").contains(type)) {
            throw Refusals.invalidConfiguration("Stickiness type '" + type
                    + "' is not supported for target groups with the " + group.protocol() + " protocol");
        }
        return oneOf(List.of("source_ip")).apply(type);
    }
}
