package io.underpass.emulator.description;

import java.time.Duration;
import java.util.Optional;

/**
 * How the health of targets is found out. What is empty is AWS's default, but for what a group has when nothing is said:
 * then every five seconds, within two, twice in a row, any answer below 500 to {@code GET /} is good.
 *
 * <p>Threads: immutable.
 *
 * @param healthy after how many good answers a target is healthy
 * @param unhealthy after how many bad ones it is not
 * @param codes which statuses are good, {@code 200-299} for instance; of gRPC services which codes
 * @param port a number, or {@code traffic-port}
 */
public record HealthCheck(
        Optional<String> path,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<Integer> healthy,
        Optional<Integer> unhealthy,
        Optional<String> codes,
        Optional<String> port,
        Optional<String> protocol) {

    /** Five seconds is the shortest interval that AWS takes, two the shortest time. */
    public static final HealthCheck QUICK = new HealthCheck(
            Optional.empty(),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofSeconds(2)),
            Optional.of(2),
            Optional.of(2),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Asks for this path. */
    public HealthCheck path(String other) {
        return new HealthCheck(Optional.of(other), interval, timeout, healthy, unhealthy, codes, port, protocol);
    }

    /** Asks that often, and waits that long. */
    public HealthCheck every(Duration newInterval, Duration newTimeout) {
        return new HealthCheck(
                path, Optional.of(newInterval), Optional.of(newTimeout), healthy, unhealthy, codes, port, protocol);
    }

    /** Believes so many good answers in a row, so many bad ones. */
    public HealthCheck thresholds(int good, int bad) {
        return new HealthCheck(path, interval, timeout, Optional.of(good), Optional.of(bad), codes, port, protocol);
    }

    /** Takes these statuses for good. */
    public HealthCheck codes(String other) {
        return new HealthCheck(path, interval, timeout, healthy, unhealthy, Optional.of(other), port, protocol);
    }

    /** Asks on this port. */
    public HealthCheck port(String other) {
        return new HealthCheck(path, interval, timeout, healthy, unhealthy, codes, Optional.of(other), protocol);
    }

    /** Asks by this protocol. */
    public HealthCheck protocol(String other) {
        return new HealthCheck(path, interval, timeout, healthy, unhealthy, codes, port, Optional.of(other));
    }
}
