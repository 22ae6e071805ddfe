package io.underpass.emulator.logs;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;

/**
 * CloudWatch's dimensions as labels: {@code LoadBalancer} is {@code load_balancer}, {@code TargetGroup} is {@code
 * target_group}, {@code AvailabilityZone} is {@code availability_zone}. Names and ids of load balancers, groups and zones
 * need no escaping.
 *
 * <p>Threads: stateless.
 */
final class BalancerLabels {

    private static final String TARGET_GROUP = ":targetgroup/";

    private BalancerLabels() {}

    static String of(CompiledLoadBalancer loadBalancer) {
        return of(loadBalancer.resourceId(), "");
    }

    /** Of a target group and the load balancer that uses it. */
    static String ofGroup(AlbSnapshot snapshot, String arn) {
        String user = snapshot.userOf(arn).map(CompiledLoadBalancer::resourceId).orElse("");
        return of(user, arn.substring(arn.indexOf(TARGET_GROUP) + 1));
    }

    /** What {@code labels} say, in one zone. */
    static String inZone(String labels, String zone) {
        return labels + ",availability_zone=\"" + zone + '"';
    }

    private static String of(String loadBalancer, String group) {
        return "load_balancer=\"" + loadBalancer + "\",target_group=\"" + group + '"';
    }
}
