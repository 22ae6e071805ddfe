package io.underpass.gateway.compile;

import java.util.Optional;

/**
 * The authority of a backend's uri. It picks the listener by its port and is what the backend sees as {@code Host}; it
 * does not route.
 *
 * <p>Threads: immutable.
 *
 * @param scheme http or https
 * @param host as written
 * @param port as written, else the scheme's default
 * @param hostHeader host and port, the port left out where it is the scheme's default (a guess, spec 1.5)
 */
public record Authority(String scheme, String host, int port, String hostHeader) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65535;

    /** Reads <code>host[:port]</code>; empty where there is no host or the port is no port. */
    public static Optional<Authority> parse(String scheme, String text) {
        String hostAndPort = text.substring(text.indexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        int standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        int port = hasPort ? port(hostAndPort.substring(colon + 1)) : standard;
        if (host.isEmpty() || !isHost(host) || port <= 0 || port > MAX_PORT) {
            return Optional.empty();
        }
        return Optional.of(new Authority(scheme, host, port, port == standard ? host : host + ':' + port));
    }

    private static boolean isHost(String host) {
        return host.chars().allMatch(c -> c > ' ' && c < 127 && "/?#\\@<>\"{}|^`,".indexOf(c) < 0);
    }

    private static int port(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }
}
