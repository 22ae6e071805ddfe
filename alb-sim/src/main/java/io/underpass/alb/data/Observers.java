package io.underpass.alb.data;

import io.underpass.alb.LoadBalancerLogs;
import java.util.Optional;

/**
 * Who is told how requests, connections and health checks went.
 *
 * <p>Threads: immutable; what it holds is safe.
 *
 * @param metrics counts them
 * @param logs takes the lines of those load balancers that keep logs
 * @param certificates knows what clients were shown
 */
public record Observers(LoadBalancerMetrics metrics, LoadBalancerLogs logs, ShownCertificates certificates) {

    /** Counts for nobody and writes nothing. */
    public static Observers none() {
        return new Observers(
                new LoadBalancerMetrics(), LoadBalancerLogs.NONE, (listenerArn, serverName) -> Optional.empty());
    }

    /** Whether anybody reads logs. */
    boolean log() {
        return logs != LoadBalancerLogs.NONE;
    }

    /** Threads: safe, never blocks. */
    @FunctionalInterface
    public interface ShownCertificates {

        /** The ARN of the certificate that a listener shows to clients that ask for {@code serverName}. */
        Optional<String> arn(String listenerArn, String serverName);
    }
}
