package io.underpass.alb;

import io.underpass.wire.Upstream;
import java.time.Duration;

/**
 * Port: how a target is reached.
 *
 * <p>Threads: safe; never blocks, names are resolved when a request is sent.
 */
@FunctionalInterface
public interface Targets {

    /**
     * The way to a target. Asked again whenever a target's health changes: connections are pooled behind it by address,
     * not by the object returned.
     *
     * @param host an address, a name or an instance id
     * @param connectTimeout how long connecting may take
     * @param idleTimeout how long the target may be silent
     */
    Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout);
}
