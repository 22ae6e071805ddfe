package io.underpass.emulator.assembly;

import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;

/**
 * Makes ways to servers that must have the certificate of another name than the one they are found by.
 *
 * <p>Threads: safe; never blocks.
 */
@FunctionalInterface
public interface NamedServers {

    /**
     * The way to a server over TLS; each call has a connection of its own.
     *
     * @param name what the server must be
     * @param host where it is: an address, a name or an instance id
     * @param preface goes before TLS on each connection; empty for none
     */
    Upstream as(String name, String host, int port, UpstreamTimeouts timeouts, UpstreamTls security, byte[] preface);
}
