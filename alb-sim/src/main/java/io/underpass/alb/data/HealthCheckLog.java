package io.underpass.alb.data;

import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.LoadBalancerLogs.Kind;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.alb.compile.LogSettings.Destination;
import io.underpass.wire.HostAndPort;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health check logs of load balancers that keep one: a line for each check of a target (spec 6.3).
 *
 * <p>Threads: confined to the timer's thread.
 */
final class HealthCheckLog {

    private static final Logger LOG = LoggerFactory.getLogger(HealthCheckLog.class);

    /** Checks are made by the process, which stands for the load balancer's nodes. */
    private static final String NODE = "127.0.0.1";

    private final LoadBalancerLogs logs;
    private final InstantSource clock;
    private final Supplier<AlbSnapshot> snapshot;

    /**
     * Logs.
     *
     * @param snapshot the newest: what it says at the end of a check decides
     */
    HealthCheckLog(LoadBalancerLogs logs, InstantSource clock, Supplier<AlbSnapshot> snapshot) {
        this.logs = logs;
        this.clock = clock;
        this.snapshot = snapshot;
    }

    /** {@code checking} of {@code target} at {@code address}, its results written down. */
    Checking of(Checking checking, CompiledTargetGroup group, CompiledTarget target, String address) {
        if (logs == LoadBalancerLogs.NONE) {
            return checking;
        }
        return (plan, result) -> {
            Instant begunAt = clock.instant();
            long begun = System.nanoTime();
            return checking.begin(plan, found -> {
                write(plan, group, target, address, begunAt, System.nanoTime() - begun, found);
                result.accept(found);
            });
        };
    }

    private void write(
            HealthCheckPlan plan,
            CompiledTargetGroup group,
            CompiledTarget target,
            String address,
            Instant begunAt,
            long nanos,
            CheckResult found) {
        Optional<CompiledLoadBalancer> user = snapshot.get().userOf(group.arn());
        Optional<Destination> place = user.flatMap(each -> each.logs().healthChecks());
        if (user.isEmpty() || place.isEmpty()) {
            return;
        }
        try {
            boolean function = group.function().isPresent();
            String line = new LogLine()
                    .bare(function ? "lambda" : type(plan))
                    .time(begunAt)
                    .nanoseconds(nanos)
                    .bare(function ? address : address(plan, target, address))
                    .bare(group.name())
                    .bare(found instanceof CheckResult.Passed ? "PASS" : "FAIL")
                    .bare(found.code())
                    .bare(found instanceof CheckResult.Failed failed ? failed.logged() : "")
                    .bare(user.get().resourceId())
                    .bare(NODE)
                    .toString();
            logs.write(AccessLog.log(Kind.HEALTH_CHECK, user.get(), place.get()), clock.instant(), line);
        } catch (RuntimeException e) {
            LOG.error("a health check of {} could not be logged", target.key(), e);
        }
    }

    private static String address(HealthCheckPlan plan, CompiledTarget target, String address) {
        return HostAndPort.of(address, plan.port().orElse(target.port())).toString();
    }

    private static String type(HealthCheckPlan plan) {
        return switch (plan.version()) {
            case GRPC -> "grpc";
            case HTTP2 -> "h2";
            case HTTP1 -> plan.protocol().toLowerCase(Locale.ROOT);
        };
    }
}
