package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.util.stream.Collectors;

/** Says for people what a target group is like. Threads: safe, holds nothing. */
final class GroupReport {

    private GroupReport() {}

    /** {@code target group orders has 2 targets, 0 healthy: 127.0.0.1:9001 unhealthy (...), ...}. */
    static String of(CompiledTargetGroup group, HealthStates health) {
        if (group.targets().isEmpty()) {
            return "target group " + group.name() + " has no registered targets";
        }
        long healthy = group.targets().stream()
                .filter(CompiledTarget::registered)
                .filter(target -> health.status(group, target).healthy())
                .count();
        return "target group " + group.name() + " has " + group.targets().size()
                + (group.targets().size() == 1 ? " target, " : " targets, ") + healthy + " healthy: "
                + group.targets().stream()
                        .map(target -> target.key() + ' ' + status(group, target, health))
                        .collect(Collectors.joining(", "));
    }

    private static TargetStatus status(CompiledTargetGroup group, CompiledTarget target, HealthStates health) {
        return switch (target.standing()) {
            case REGISTERED -> health.status(group, target);
            case DRAINING -> TargetStatus.DRAINING;
            case ZONE_NOT_ENABLED -> TargetStatus.ZONE_NOT_ENABLED;
        };
    }
}
