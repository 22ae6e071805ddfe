package io.underpass.alb.control;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * Target groups of type {@code alb}, whose one target is a load balancer of applications (spec 7). Texts are guesses, but
 * for those of ResourceInUse.
 *
 * <p>Threads: stateless.
 */
final class AlbTargets {

    private AlbTargets() {}

    /** Refuses a new group of type alb that speaks anything but TCP. */
    static void checkGroup(String targetType, String protocol) {
        if (targetType.equals("alb") && !protocol.equals("TCP")) {
            throw Refusals.validation(
                    "Protocol '" + protocol + "' must be 'TCP' for target groups with target type 'alb'");
        }
    }

    /** Refuses {@code target} where it is no listener of a load balancer of applications, at the group's port. */
    static void check(Existing existing, TargetGroup group, TargetDescription target) {
        boolean application = existing.findLoadBalancer(target.id())
                .filter(loadBalancer -> !loadBalancer.network())
                .isPresent();
        if (!application) {
            throw Refusals.of("InvalidTarget", "The target '" + target.id() + "' is not an Application Load Balancer");
        }
        if (target.port() != group.port()) {
            throw Refusals.validation("Port '" + target.port() + "' must be the port of the target group, '"
                    + group.port() + "', for target groups with target type 'alb'");
        }
        boolean listens = existing.state().listenersOf(target.id()).values().stream()
                .anyMatch(listener -> listener.port() == target.port());
        if (!listens) {
            throw Refusals.of(
                    "InvalidTarget",
                    "The target '" + target.id() + "' has no listener on port '" + target.port() + "'");
        }
    }

    /** Refuses a group of type alb with more than one target. */
    static void checkCount(TargetGroup group, long registered) {
        if (group.targetType().equals("alb") && registered > 1) {
            throw Refusals.of(
                    "TooManyTargets",
                    "Target group '" + group.targetGroupArn() + "' of target type 'alb' can only have one target");
        }
    }

    /** Refuses that {@code listener} ends while it is a target. */
    static void refuseWhileRegistered(AlbState state, Listener listener) {
        boolean registered =
                targets(state, listener.loadBalancerArn()).anyMatch(target -> target.port() == listener.port());
        if (registered) {
            throw Refusals.of(
                    "ResourceInUse",
                    "Listener port '" + listener.port() + "' is in use by registered target '"
                            + listener.loadBalancerArn() + "' and cannot be removed.");
        }
    }

    /** Refuses that {@code loadBalancer} ends while it is a target. */
    static void refuseWhileRegistered(AlbState state, LoadBalancer loadBalancer) {
        if (targets(state, loadBalancer.loadBalancerArn()).findAny().isPresent()) {
            throw Refusals.associated(loadBalancer);
        }
    }

    private static Stream<TargetDescription> targets(AlbState state, String loadBalancerArn) {
        return state.targetGroups().values().stream()
                .filter(group -> group.targetType().equals("alb"))
                .map(group -> group.targets().values())
                .flatMap(Collection::stream)
                .filter(target ->
                        target.deregisteredAt().isEmpty() && target.id().equals(loadBalancerArn));
    }
}
