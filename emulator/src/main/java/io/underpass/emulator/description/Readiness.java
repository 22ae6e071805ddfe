package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.Scope;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether what was made is at work by now.
 *
 * <p>Threads: on the control thread.
 */
record Readiness(ControlCalls calls, Scope scope) {

    /** Whether the links and load balancers of {@code applied} serve. */
    boolean serves(Applied applied) {
        Instant now = calls.links().now();
        boolean links = calls.links().state().list(scope, now).stream()
                .filter(link -> applied.linkIds().contains(link.vpcLinkId()))
                .noneMatch(link -> link.statusAt(now).equals(Optional.of(VpcLinkStatus.PENDING)));
        boolean loadBalancers = calls.loadBalancers().state().loadBalancers().values().stream()
                .filter(each -> applied.loadBalancerArns().contains(each.loadBalancerArn()))
                .allMatch(each -> each.stateAt(now) == State.ACTIVE);
        return links && loadBalancers;
    }

    /** Whether the health of all targets of {@code applied} is known. */
    boolean knowsHealth(Applied applied) {
        return applied.targetGroupArns().values().stream().noneMatch(this::isNew);
    }

    /** The same for all target groups, described or not. */
    boolean knowsAllHealth() {
        return calls.loadBalancers().state().targetGroups().keySet().stream().noneMatch(this::isNew);
    }

    /** Whether the health of some target of a group is not known yet. */
    private boolean isNew(String targetGroupArn) {
        TargetGroup group = calls.loadBalancers().state().targetGroups().get(targetGroupArn);
        if (group == null) {
            return false;
        }
        for (JsonNode target : calls.loadBalancers()
                .call(
                        "DescribeTargetHealth",
                        Members.of("TargetGroupArn", targetGroupArn).json(),
                        group.scope())
                .path("TargetHealthDescriptions")) {
            if (target.path("TargetHealth").path("State").asText().equals("initial")) {
                return true;
            }
        }
        return false;
    }
}
