package io.underpass.wire;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where a connection that a {@link TcpListener} has accepted leads.
 *
 * <p>Threads: immutable.
 */
public sealed interface TcpRoute {

    /**
     * Its bytes go to {@code address} and back, none looked at.
     *
     * @param address resolved or not
     * @param connectTimeout how long connecting may take, the lookup of a name included
     * @param idleTimeout how long no byte may pass in either direction; the connection is reset then
     */
    record To(InetSocketAddress address, Duration connectTimeout, Duration idleTimeout) implements TcpRoute {}

    /** It is served by {@code listener}, as if that had accepted it. */
    record Into(HttpListener listener) implements TcpRoute {}

    /**
     * Nowhere: it is reset.
     *
     * @param reason for people
     */
    record Nowhere(String reason) implements TcpRoute {}

    /**
     * Chooses routes.
     *
     * <p>Threads: called on event loops; must not block there.
     */
    @FunctionalInterface
    interface Chooser {

        /** The route of a connection from {@code client}. */
        TcpRoute route(InetSocketAddress client);
    }
}
