package io.underpass.alb.data;

import io.underpass.wire.HostAndPort;
import java.util.Locale;

/**
 * A Host field (spec 4.2). Text that is no host and port counts as a host; connections refuse it, but what calls a load
 * balancer without one may send it.
 *
 * <p>Threads: immutable.
 */
final class HostField {

    private static final int NO_PORT = -1;

    private final String text;
    private final String host;
    private final int port;
    private final String name;

    /** Reads {@code text}, which is empty where there is no field. */
    HostField(String text) {
        this.text = text;
        if (HostAndPort.isValid(text)) {
            int end = HostAndPort.hostEnd(text);
            this.host = text.substring(0, end);
            this.port = end + 1 < text.length() ? Integer.parseInt(text, end + 1, text.length(), 10) : NO_PORT;
        } else {
            this.host = text;
            this.port = NO_PORT;
        }
        this.name = host.toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The whole field as received. */
    String text() {
        return text;
    }

    /** Whether it names a port. */
    boolean hasPort() {
        return port != NO_PORT;
    }

    /** The host in lower case, without port. */
    String name() {
        return name;
    }

    /** The host as received, without port. */
    String withoutPort() {
        return host;
    }

    /** This field with another name and the same port; {@code other} itself where that has a port of its own. */
    String withName(String other) {
        return port == NO_PORT || new HostField(other).port != NO_PORT ? other : other + ':' + port;
    }

    /**
     * What a target gets, unless the load balancer preserves Host fields: on port 80 or 443 that port is removed, on
     * any other the listener's is appended. A port that differs from the listener's stays (a guess).
     */
    String forTarget(int listenerPort) {
        boolean standard = listenerPort == 80 || listenerPort == 443;
        if (port == NO_PORT) {
            return standard ? name : name + ':' + listenerPort;
        }
        return standard && port == listenerPort ? name : text.toLowerCase(Locale.ROOT);
    }
}
