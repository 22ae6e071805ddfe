package io.underpass.alb.data;

import java.time.Duration;

/**
 * What all load balancers have in common and no AWS call can set.
 *
 * <p>Threads: immutable.
 *
 * @param provisioning how long a new load balancer is {@code provisioning} and answers nobody
 * @param connectTimeout how long connecting to a target may take
 * @param fixedResponseCharset whether the Content-Type of a fixed response of a text type names its charset: seen on
 *     AWS second-hand only, documented nowhere
 */
public record AlbSettings(Duration provisioning, Duration connectTimeout, boolean fixedResponseCharset) {

    /** As AWS, but for the time that provisioning takes. */
    public static final AlbSettings DEFAULT = new AlbSettings(Duration.ofSeconds(1), Duration.ofSeconds(10), true);
}
