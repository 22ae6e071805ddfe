package io.underpass.vpclink.control;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import io.underpass.vpclink.NetworkLoadBalancers;
import io.underpass.vpclink.model.VpcLinkState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a link of the first version is to lead to. Little is refused at once; the rest comes out while the link is
 * provisioned, which then ends as FAILED (spec 1.11 of API Gateway).
 *
 * <p>Threads: confined to the control thread.
 */
final class TargetJudgement {

    private final NetworkLoadBalancers loadBalancers;

    TargetJudgement(NetworkLoadBalancers loadBalancers) {
        this.loadBalancers = loadBalancers;
    }

    /** Refuses what AWS refuses at once. */
    static void check(List<String> targetArns) {
        if (targetArns.isEmpty()) {
            throw VpcLinkRules.badRequest("No target arn specified for vpc link."); // a guess
        }
        for (String text : targetArns) {
            if (Arn.parse(text).isEmpty()) {
                throw VpcLinkRules.badRequest("Invalid ARN. ARN is not well formed " + text);
            }
        }
        if (targetArns.size() > 1) {
            throw VpcLinkRules.badRequest("More than one target arn specified for vpc link.");
        }
    }

    /** Why a link to {@code targetArn} cannot be provisioned, in AWS's words; empty where it can. */
    Optional<String> failure(VpcLinkState state, Scope scope, String targetArn, Instant now) {
        if (!isNetworkLoadBalancer(targetArn)) {
            return Optional.of("NLB ARN is malformed");
        }
        if (!loadBalancers.exists(scope, targetArn)) {
            return Optional.of("NLB is not found: " + targetArn); // the words are a guess
        }
        return state.holds(scope, targetArn, now)
                ? Optional.of("NLB is already associated with another VPC Endpoint Service")
                : Optional.empty();
    }

    private static boolean isNetworkLoadBalancer(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("elasticloadbalancing"))
                .filter(arn -> arn.resource().matches("loadbalancer/net/[^/]+/[^/]+"))
                .isPresent();
    }
}
