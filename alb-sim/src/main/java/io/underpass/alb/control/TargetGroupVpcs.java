package io.underpass.alb.control;

import io.underpass.alb.VpcNetworks;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether target groups lie in a VPC that there is, and in that of the load balancer that is to use them. VPCs and subnets
 * that nobody created fit everywhere, unless networks are strict.
 *
 * <p>Threads: for the control thread.
 */
record TargetGroupVpcs(VpcNetworks networks) {

    /** Refuses a new target group in a VPC that does not exist. */
    void checkNew(Scope scope, String vpcId) {
        if (networks.strict() && !networks.hasVpc(scope, vpcId)) {
            throw Refusals.validation("The VPC ID '" + vpcId + "' is not found");
        }
    }

    /** Refuses {@code actions} of {@code listener} with a target group of another VPC (AWS's text). */
    void check(AlbState state, Listener listener, List<Action> actions) {
        Optional<LoadBalancer> placed = Optional.ofNullable(
                        state.loadBalancers().get(listener.loadBalancerArn()))
                .filter(this::isPlaced);
        if (placed.isEmpty()) {
            return;
        }
        Action.targetGroups(actions)
                .map(state.targetGroups()::get)
                .flatMap(Stream::ofNullable)
                .filter(group -> isElsewhere(group, placed.get()))
                .findFirst()
                .ifPresent(group -> {
                    throw Refusals.invalidConfiguration("Target group '" + group.targetGroupArn()
                            + "' is in a different VPC than load balancer '" + listener.loadBalancerArn() + "'");
                });
    }

    private boolean isPlaced(LoadBalancer loadBalancer) {
        return loadBalancer.availabilityZones().stream()
                .anyMatch(zone ->
                        networks.subnet(loadBalancer.scope(), zone.subnetId()).isPresent());
    }

    private boolean isElsewhere(TargetGroup group, LoadBalancer loadBalancer) {
        return !group.lambda()
                && !group.vpcId().equals(loadBalancer.vpcId())
                && networks.hasVpc(group.scope(), group.vpcId());
    }
}
