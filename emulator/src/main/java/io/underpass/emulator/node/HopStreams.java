package io.underpass.emulator.node;

import io.underpass.wire.Upstream;
import java.time.Duration;

/**
 * Port: the way to a node for requests that came by HTTP/2.
 *
 * <p>Threads: safe; never blocks.
 */
@FunctionalInterface
public interface HopStreams {

    /**
     * A way by HTTP/2 over TLS.
     *
     * @param name what the node is called there, whichever certificate it shows
     * @param idleTimeout how long the node may be silent
     */
    Upstream to(String name, String host, int port, Duration connectTimeout, Duration idleTimeout);
}
