package io.underpass.emulator.services;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.wire.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service is reached.
 *
 * <p>Threads: immutable.
 *
 * @param scheme http or https
 * @param host a name or an address, an IPv6 address without its brackets
 * @param path what goes before the service's own paths; no slash at its end
 */
public record ServiceEndpoint(String scheme, String host, int port, String path) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads {@code http://host[:port][/path]}, or the same with https.
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
        boolean secured = "https".equalsIgnoreCase(uri.getScheme());
        if (!(secured || "http".equalsIgnoreCase(uri.getScheme()))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' is no URL like http://localhost:9001");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String scheme = secured ? "https" : "http";
        return new ServiceEndpoint(
                scheme,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? standardPort(scheme) : uri.getPort(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    /** Without the path. */
    Endpoint endpoint() {
        return new Endpoint(scheme, host, port);
    }

    /** Host and port as the {@code Host} field names them. */
    String authority() {
        return port == standardPort(scheme)
                ? HostAndPort.of(host).toString()
                : HostAndPort.of(host, port).toString();
    }

    /** As a URL. */
    @Override
    public String toString() {
        return scheme + "://" + authority() + path;
    }
}
