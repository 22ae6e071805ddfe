package io.underpass.alb.compile;

import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How the targets of a group are checked.
 *
 * <p>Threads: immutable.
 *
 * @param port where to ask; empty: where the target takes its traffic
 * @param path path and query
 * @param interval from the start of a check to the start of the next
 * @param version what the target is asked in; of gRPC {@code path} is the method and {@code matcher} holds its codes
 * @param announced whether each check begins with a header of the PROXY protocol, as other connections do then
 */
public record HealthCheckPlan(
        boolean enabled,
        String protocol,
        OptionalInt port,
        String path,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold,
        HttpCodes matcher,
        ProtocolVersion version,
        boolean announced) {

    /** The same, for a check that may take this long. */
    public HealthCheckPlan within(Duration time) {
        return new HealthCheckPlan(
                enabled,
                protocol,
                port,
                path,
                interval,
                time,
                healthyThreshold,
                unhealthyThreshold,
                matcher,
                version,
                announced);
    }

    static HealthCheckPlan of(TargetGroup group) {
        HealthCheck check = group.healthCheck();
        return new HealthCheckPlan(
                check.enabled(),
                check.protocol(),
                check.port().equals("traffic-port") || check.port().isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(check.port())),
                check.path(),
                Duration.ofSeconds(check.intervalSeconds()),
                Duration.ofSeconds(check.timeoutSeconds()),
                check.healthyThresholdCount(),
                check.unhealthyThresholdCount(),
                check.matcher(),
                ProtocolVersion.of(group),
                group.network() && FlowGroupSettings.of(group).announced());
    }
}
