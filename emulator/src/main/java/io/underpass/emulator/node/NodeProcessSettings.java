package io.underpass.emulator.node;

import java.time.Duration;
import java.util.Optional;

/**
 * How a node runs its load balancer.
 *
 * <p>Threads: immutable.
 *
 * @param name the load balancer's
 * @param region the load balancer's; empty: the region of calls that name none
 * @param controllerHost where the edge is: a name or an address
 * @param controllerPort its port
 * @param token what node and edge share
 * @param bindAddress the address to listen on; empty: the one from which the node reaches the edge
 * @param advertise the host that the edge is to connect to; empty: the one that it sees the node at
 * @param drain how long running requests may take to finish
 */
public record NodeProcessSettings(
        String name,
        String region,
        String controllerHost,
        int controllerPort,
        String token,
        Optional<String> bindAddress,
        Optional<String> advertise,
        Duration drain) {

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "NodeProcessSettings[name=" + name + ", controller=" + controllerHost + ":" + controllerPort + "]";
    }
}
