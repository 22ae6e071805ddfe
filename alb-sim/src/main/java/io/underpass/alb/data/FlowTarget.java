package io.underpass.alb.data;

import java.time.Duration;

/**
 * Where a network load balancer passes a connection on to.
 *
 * <p>Threads: immutable.
 */
public sealed interface FlowTarget {

    /**
     * A server.
     *
     * @param host an address, a name or an instance id
     * @param idleTimeout how long no byte may pass in either direction
     */
    record Address(String host, int port, Duration idleTimeout) implements FlowTarget {}

    /** A listener of a load balancer of applications. */
    record Listener(Lookup.Found found) implements FlowTarget {}

    /**
     * Nowhere.
     *
     * @param reason for people
     */
    record None(String reason) implements FlowTarget {}
}
