package io.underpass.alb.data;

import io.underpass.wire.InjectedFault;
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
     * @param secure whether TLS is spoken with it, whatever certificate it shows
     * @param announced whether it is told of the client by a header of the PROXY protocol
     * @param clientAddressKept whether it is to see the client's address
     * @param registration what was registered, and where
     */
    record Address(
            String host,
            int port,
            Duration idleTimeout,
            boolean secure,
            boolean announced,
            boolean clientAddressKept,
            Registration registration)
            implements FlowTarget {}

    /**
     * A target of a group.
     *
     * @param target unique within the group
     * @param tls whether TLS ends at the listener that passes the connection on
     */
    record Registration(String targetGroupArn, String target, boolean tls) {}

    /** A listener of a load balancer of applications. */
    record Listener(Lookup.Found found) implements FlowTarget {}

    /**
     * Somewhere, but for something that goes wrong on the way on purpose.
     *
     * @param target no other of this kind
     */
    record Hit(InjectedFault fault, FlowTarget target) implements FlowTarget {}

    /**
     * Nowhere.
     *
     * @param reason for people
     */
    record None(String reason) implements FlowTarget {}
}
