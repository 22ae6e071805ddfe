package io.underpass.alb.data;

import java.time.Duration;

/**
 * What all load balancers have in common and no AWS call can set.
 *
 * <p>Threads: immutable.
 *
 * @param connectTimeout how long connecting to a target may take
 * @param fixedResponseCharset whether the Content-Type of a fixed response of a text type names its charset: seen on
 *     AWS second-hand only, documented nowhere
 */
public record AlbSettings(Duration connectTimeout, boolean fixedResponseCharset) {

    /** As AWS. */
    public static final AlbSettings DEFAULT = new AlbSettings(Duration.ofSeconds(10), true);
}
