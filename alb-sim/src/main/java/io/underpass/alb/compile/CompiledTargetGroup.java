package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.alb.model.TargetGroupAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A target group that some rule names.
 *
 * <p>Threads: immutable.
 *
 * @param source what it was compiled from
 * @param enabledZones the zones of its load balancer
 * @param deregistrationDelay how long a deregistered target may go on with what it has begun
 * @param stickiness whether a client stays with its target
 * @param targets in the order of their keys
 * @param balancing how they share the requests
 * @param version what its targets speak
 * @param function what is called instead of a target's address; empty for all groups but those of type lambda
 * @param flows what a network load balancer does with its connections
 */
public record CompiledTargetGroup(
        TargetGroup source,
        Set<String> enabledZones,
        UnhealthyStateRouting unhealthyStateRouting,
        HealthCheckPlan healthCheck,
        Duration deregistrationDelay,
        TargetStickiness stickiness,
        List<CompiledTarget> targets,
        Balancing balancing,
        ProtocolVersion version,
        Optional<CompiledFunction> function,
        FlowGroupSettings flows) {

    static CompiledTargetGroup of(TargetGroup group, Set<String> enabledZones) {
        return new CompiledTargetGroup(
                group,
                enabledZones,
                UnhealthyStateRouting.of(group.attributes()),
                HealthCheckPlan.of(group),
                TargetGroupAttributes.DEREGISTRATION_DELAY.in(group.attributes()),
                TargetStickiness.of(group.attributes()),
                group.targets().entrySet().stream()
                        .map(entry -> target(entry.getKey(), entry.getValue(), enabledZones))
                        .toList(),
                Balancing.of(group.attributes()),
                ProtocolVersion.of(group),
                CompiledFunction.of(group),
                FlowGroupSettings.of(group));
    }

    /** The group's ARN. */
    public String arn() {
        return source.targetGroupArn();
    }

    /** The group's name. */
    public String name() {
        return source.targetGroupName();
    }

    /** Whether TLS is spoken with its targets. */
    public boolean secure() {
        return source.protocol().equals("HTTPS") || source.protocol().equals("TLS");
    }

    /** Whether its targets are IPv6 addresses. */
    public boolean ipv6() {
        return source.ipAddressType().equals("ipv6");
    }

    private static CompiledTarget target(String key, TargetDescription target, Set<String> enabledZones) {
        return new CompiledTarget(
                key,
                target.id(),
                target.port(),
                standing(target, enabledZones),
                target.deregisteredAt(),
                target.availabilityZone().orElse(CompiledTarget.ALL_ZONES));
    }

    private static CompiledTarget.Standing standing(TargetDescription target, Set<String> enabledZones) {
        if (target.deregisteredAt().isPresent()) {
            return CompiledTarget.Standing.DRAINING;
        }
        String zone = target.availabilityZone().orElse(CompiledTarget.ALL_ZONES);
        return zone.equals(CompiledTarget.ALL_ZONES) || enabledZones.contains(zone)
                ? CompiledTarget.Standing.REGISTERED
                : CompiledTarget.Standing.ZONE_NOT_ENABLED;
    }
}
