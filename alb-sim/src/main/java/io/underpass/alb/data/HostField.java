package io.underpass.alb.data;

import io.underpass.wire.HostAndPort;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Host field (spec 4.2). Text that is no host and port counts as a host; connections refuse it, but what calls a load
 * balancer without one may send it.
 *
 * <p>Threads: immutable.
 */
final class HostField {

    private final String text;
    private final String host;
    private final OptionalInt port;
    private final String name;

    /** Reads {@code text}, which is empty where there is no field. */
    HostField(String text) {
        Optional<HostAndPort> read = HostAndPort.parse(text);
        this.text = text;
        this.host = read.map(found -> found.withoutPort().toString()).orElse(text);
        this.port = read.map(HostAndPort::port).orElse(OptionalInt.empty());
        this.name = host.toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The host in lower case, without port. */
    String name() {
        return name;
    }

    /** The host as received, without port. */
    String withoutPort() {
        return host;
    }

    /**
     * What a target gets, unless the load balancer preserves Host fields: on port 80 or 443 that port is removed, on
     * any other the listener's is appended. A port that differs from the listener's stays (a guess).
     */
    String forTarget(int listenerPort) {
        boolean standard = listenerPort == 80 || listenerPort == 443;
        if (port.isEmpty()) {
            return standard ? name : name + ':' + listenerPort;
        }
        return standard && port.getAsInt() == listenerPort ? name : text.toLowerCase(Locale.ROOT);
    }
}
