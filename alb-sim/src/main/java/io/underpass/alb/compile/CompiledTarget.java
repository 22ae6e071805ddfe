package io.underpass.alb.compile;

import io.underpass.alb.model.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A registered target.
 *
 * <p>Threads: immutable.
 *
 * @param key unique within its group
 * @param host an address, a name or an instance id
 * @param port where it listens
 * @param standing whether it takes part
 * @param deregisteredAt when it was deregistered, where it is draining
 */
public record CompiledTarget(String key, String host, int port, Standing standing, Optional<Instant> deregisteredAt) {

    /** Whether a target takes part in its group. */
    public enum Standing {
        /** It gets requests, health permitting. */
        REGISTERED,
        /** It is deregistered and gets no new requests. */
        DRAINING,
        /** It is {@code unused}: its zone is not one of the load balancer's. */
        ZONE_NOT_ENABLED
    }

    /** Whether its host is a name, whose addresses have to be found out and may change. */
    public boolean named() {
        return IpAddress.parse(host).isEmpty();
    }

    /** Whether it gets requests, health permitting. */
    public boolean registered() {
        return standing == Standing.REGISTERED;
    }
}
