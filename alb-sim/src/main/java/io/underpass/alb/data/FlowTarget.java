package io.underpass.alb.data;

/**
 * Where a network load balancer passes a connection on to.
 *
 * <p>Threads: immutable.
 */
public sealed interface FlowTarget {

    /** An address, a name or an instance id, and a port. */
    record Address(String host, int port) implements FlowTarget {}

    /** A listener of a load balancer of applications. */
    record Listener(Lookup.Found found) implements FlowTarget {}

    /**
     * Nowhere.
     *
     * @param reason for people
     */
    record None(String reason) implements FlowTarget {}
}
