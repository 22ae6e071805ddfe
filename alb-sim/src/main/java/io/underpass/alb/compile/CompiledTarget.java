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
 * @param zone its availability zone, or {@link #ALL_ZONES}
 */
public record CompiledTarget(
        String key, String host, int port, Standing standing, Optional<Instant> deregisteredAt, String zone) {

    /** The zone of a target that belongs to all of them. */
    public static final String ALL_ZONES = "all";

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

    /** Whether requests that arrive in {@code other} may go to it where zones keep to themselves. */
    public boolean isIn(String other) {
        return zone.equals(ALL_ZONES) || zone.equals(other);
    }

    /** Whether it gets requests, health permitting. */
    public boolean registered() {
        return standing == Standing.REGISTERED;
    }
}
