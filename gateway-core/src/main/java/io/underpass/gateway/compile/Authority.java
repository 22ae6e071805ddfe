package io.underpass.gateway.compile;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.wire.HostAndPort;
import java.util.Optional;

/**
 * The authority of a backend's uri. It picks the listener by its port and is what the backend sees as {@code Host}; it
 * does not route.
 *
 * <p>Threads: immutable.
 *
 * @param endpoint scheme, host and port
 * @param hostHeader host and port, the port left out where it is the scheme's default (a guess, spec 1.5)
 */
public record Authority(Endpoint endpoint, String hostHeader) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Reads <code>host[:port]</code>; empty where there is no host or the port is no port. */
    public static Optional<Authority> parse(String scheme, String text) {
        int standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return HostAndPort.parse(text.substring(text.indexOf('@') + 1))
                .filter(read -> read.port().orElse(standard) > 0 && !text.endsWith(":"))
                .map(read -> of(scheme, read, standard));
    }

    private static Authority of(String scheme, HostAndPort read, int standard) {
        int port = read.port().orElse(standard);
        HostAndPort hostHeader = port == standard ? read.withoutPort() : read.withPort(port);
        return new Authority(new Endpoint(scheme, read.withoutPort().toString(), port), hostHeader.toString());
    }
}
