package io.underpass.alb.data;

import java.time.Duration;
import javax.crypto.SecretKey;

/**
 * What all load balancers have in common and no AWS call can set.
 *
 * <p>Threads: immutable.
 *
 * @param connectTimeout how long connecting to a target may take
 * @param fixedResponseCharset whether the Content-Type of a fixed response of a text type names its charset: seen on
 *     AWS second-hand only, documented nowhere
 * @param cookieKey seals what clients keep: the same wherever a client may turn up with it
 */
public record AlbSettings(Duration connectTimeout, boolean fixedResponseCharset, SecretKey cookieKey) {

    /** As AWS, with a key of this process alone. */
    public static final AlbSettings DEFAULT = new AlbSettings(Duration.ofSeconds(10), true, Seal.newKey());

    /** These settings with another key. */
    public AlbSettings withCookieKey(SecretKey key) {
        return new AlbSettings(connectTimeout, fixedResponseCharset, key);
    }
}
