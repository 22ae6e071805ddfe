package io.underpass.emulator.services;

import io.underpass.wire.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service is reached over HTTP.
 *
 * <p>Threads: immutable.
 *
 * @param host a name or an address, an IPv6 address without its brackets
 * @param path what goes before the service's own paths; no slash at its end
 */
public record ServiceEndpoint(String host, int port, String path) {

    private static final int HTTP_PORT = 80;

    /**
     * Reads {@code http://host[:port][/path]}.
     *
     * @throws IllegalArgumentException if {@code text} is anything else; the message names it
     */
    public static ServiceEndpoint parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("'" + text + "': services are called over http, https is not supported");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' is no URL like http://localhost:9001");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new ServiceEndpoint(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? HTTP_PORT : uri.getPort(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Host and port as the {@code Host} field names them. */
    String authority() {
        return port == HTTP_PORT
                ? HostAndPort.of(host).toString()
                : HostAndPort.of(host, port).toString();
    }

    /** As a URL. */
    @Override
    public String toString() {
        return "http://" + authority() + path;
    }
}
