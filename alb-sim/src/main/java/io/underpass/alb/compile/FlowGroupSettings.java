package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroupAttributes;
import java.time.Duration;
import java.util.Map;

/**
 * What a network load balancer does with connections to the targets of a group (AWS: "Edit target group attributes for
 * your Network Load Balancer").
 *
 * <p>Threads: immutable.
 *
 * @param sticky whether a client's address decides which target it gets, whatever its port
 * @param clientAddressKept whether targets see the client's address
 * @param announced whether each connection begins with a header of the PROXY protocol
 * @param cutsDeregistered whether connections end with their target's deregistration delay
 * @param cutsUnhealthy whether connections end when their target becomes unhealthy
 * @param unhealthyDraining how long a target that has become unhealthy is said to be draining
 */
public record FlowGroupSettings(
        boolean sticky,
        boolean clientAddressKept,
        boolean announced,
        boolean cutsDeregistered,
        boolean cutsUnhealthy,
        Duration unhealthyDraining) {

    static FlowGroupSettings of(TargetGroup group) {
        Map<String, String> set = group.attributes();
        boolean cutsUnhealthy = TargetGroupAttributes.CUT_UNHEALTHY.in(set);
        return new FlowGroupSettings(
                TargetGroupAttributes.STICKINESS.in(set),
                clientAddressKept(group),
                TargetGroupAttributes.PROXY_PROTOCOL.in(set),
                TargetGroupAttributes.CUT_DEREGISTERED.in(set),
                cutsUnhealthy,
                cutsUnhealthy ? Duration.ZERO : TargetGroupAttributes.UNHEALTHY_DRAINING.in(set));
    }

    private static boolean clientAddressKept(TargetGroup group) {
        String set = group.attributes().get(TargetGroupAttributes.PRESERVE_CLIENT_IP);
        return set == null
                ? TargetGroupAttributes.preservesClientIpByDefault(group.targetType(), group.protocol())
                : Boolean.parseBoolean(set);
    }
}
