package io.underpass.alb.compile;

import io.underpass.alb.model.LogAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * Which logs a load balancer keeps, and where.
 *
 * <p>Threads: immutable.
 *
 * @param access of its requests
 * @param connections of its clients' connections
 * @param healthChecks of its health checks
 */
public record LogSettings(
        Optional<Destination> access, Optional<Destination> connections, Optional<Destination> healthChecks) {

    /**
     * Where a log is kept.
     *
     * @param prefix what the keys in the bucket begin with; may be empty
     */
    public record Destination(String bucket, String prefix) {}

    static LogSettings of(Map<String, String> attributes) {
        return new LogSettings(
                destination(LogAttributes.ACCESS, attributes),
                destination(LogAttributes.CONNECTION, attributes),
                destination(LogAttributes.HEALTH_CHECK, attributes));
    }

    private static Optional<Destination> destination(LogAttributes log, Map<String, String> attributes) {
        return log.enabled().in(attributes)
                ? Optional.of(new Destination(
                        log.bucket().in(attributes), log.prefix().in(attributes)))
                : Optional.empty();
    }
}
