package io.underpass.emulator.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Targets that do the same. Threads: immutable.
 *
 * @param name within its load balancer; empty where it is described where it is used
 * @param targets each {@code HOST:PORT}, a name, an address or an instance id; or the ARN of a function or a load balancer
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TCP} or {@code TLS}; empty for what goes with the load balancer
 * @param version {@code HTTP1}, {@code HTTP2} or {@code GRPC}
 * @param type {@code ip}, {@code instance}, {@code lambda} or {@code alb}; empty for what the targets look like
 * @param stickiness for how long a client stays with its target
 * @param attributes AWS's, by key; others keep their defaults
 * @param port of targets that name none; where it is empty each has to
 */
public record TargetGroup(
        String name,
        List<String> targets,
        Optional<String> protocol,
        Optional<String> version,
        Optional<String> type,
        HealthCheck healthCheck,
        Optional<Duration> stickiness,
        Map<String, String> attributes,
        Optional<Integer> port) {

    /** Copies the collections. */
    public TargetGroup {
        targets = List.copyOf(targets);
        attributes = Lists.copy(attributes);
    }

    /** One without targets. */
    public static TargetGroup of(String name) {
        return new TargetGroup(
                name,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                HealthCheck.QUICK,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** With these targets as well. */
    public TargetGroup targets(String... more) {
        return new TargetGroup(
                name,
                Lists.with(targets, List.of(more)),
                protocol,
                version,
                type,
                healthCheck,
                stickiness,
                attributes,
                port);
    }

    /** With this target as well. */
    public TargetGroup target(String target) {
        return targets(target);
    }

    /** With targets on this port, as far as they name none. */
    public TargetGroup port(int number) {
        return new TargetGroup(
                name, targets, protocol, version, type, healthCheck, stickiness, attributes, Optional.of(number));
    }

    /** Spoken to by this protocol. */
    public TargetGroup protocol(String other) {
        return new TargetGroup(
                name, targets, Optional.of(other), version, type, healthCheck, stickiness, attributes, port);
    }

    /** Spoken to by this version of HTTP: {@code HTTP1}, {@code HTTP2} or {@code GRPC}. */
    public TargetGroup version(String other) {
        return new TargetGroup(
                name, targets, protocol, Optional.of(other), type, healthCheck, stickiness, attributes, port);
    }

    /** Of targets of this type. */
    public TargetGroup type(String other) {
        return new TargetGroup(
                name, targets, protocol, version, Optional.of(other), healthCheck, stickiness, attributes, port);
    }

    /** With targets that say by {@code path} how they are. */
    public TargetGroup healthCheck(String path) {
        return healthCheck(check -> check.path(path));
    }

    /** With health checks as {@code settings} make them. */
    public TargetGroup healthCheck(UnaryOperator<HealthCheck> settings) {
        return new TargetGroup(
                name, targets, protocol, version, type, settings.apply(healthCheck), stickiness, attributes, port);
    }

    /** With clients that stay with their target for {@code time}. */
    public TargetGroup sticky(Duration time) {
        return new TargetGroup(
                name, targets, protocol, version, type, healthCheck, Optional.of(time), attributes, port);
    }

    /** With one of AWS's attributes. */
    public TargetGroup attribute(String key, String value) {
        return new TargetGroup(
                name,
                targets,
                protocol,
                version,
                type,
                healthCheck,
                stickiness,
                Lists.with(attributes, key, value),
                port);
    }
}
