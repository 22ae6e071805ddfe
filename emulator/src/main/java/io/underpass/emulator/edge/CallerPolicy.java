package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import io.underpass.wire.HostAndPort;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps web pages away from the control and admin APIs. A page in the developer's browser can send requests to a local
 * port, or have a name of its own resolve to 127.0.0.1 (DNS rebinding); so the Host must be a name that only ever means
 * this machine or network, and a browser's Origin must be one as well. Invocations are exempt: any Host may reach an API.
 *
 * <p>Threads: immutable.
 */
final class CallerPolicy {

    /**
     * Names that public DNS does not hand out to strangers: reserved by RFC 6761, RFC 6762, RFC 8375 or ICANN, or run by
     * an emulator project to mean loopback.
     */
    private static final List<String> LOCAL_SUFFIXES = List.of(
            ".localhost",
            ".local",
            ".internal",
            ".test",
            ".home.arpa",
            ".localhost.localstack.cloud",
            ".localhost.floci.io");

    /** The names of the emulated services, for whoever points them here. Customers of AWS own other names of its domain. */
    private static final Pattern SERVICE =
            Pattern.compile("(apigateway|elasticloadbalancing)\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

    /** A name without a dot is looked up in the local network only: a compose service, a machine next door. */
    private static final Pattern SINGLE_LABEL = Pattern.compile("[a-z0-9_-]+");

    private final Set<String> allowedHosts;

    CallerPolicy(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    /** Why a control or admin call with {@code headers} is refused; empty where it is not. */
    Optional<String> refusal(HttpHeaders headers) {
        String host = hostName(headers.get(HttpHeaderNames.HOST, ""));
        if (!local(host)) {
            return Optional.of("The control APIs do not answer to the host '" + headers.get(HttpHeaderNames.HOST, "")
                    + "', since a web page could have made that name point here. Call localhost or an IP address, or"
                    + " allow the name with --allowed-host " + host);
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        if (!origin.isEmpty() && !ownOrigin(originHost(origin), host)) {
            return Optional.of("The control APIs do not answer web pages of other origins (" + origin + ")");
        }
        String site = headers.get("sec-fetch-site", "none");
        if (origin.isEmpty() && !site.equals("none") && !site.equals("same-origin")) {
            return Optional.of("The control APIs do not answer web pages of other origins (" + site + ")");
        }
        return Optional.empty();
    }

    private boolean local(String host) {
        return NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host)
                || SINGLE_LABEL.matcher(host).matches()
                || SERVICE.matcher(host).matches()
                || allowedHosts.contains(host)
                || LOCAL_SUFFIXES.stream().anyMatch(suffix -> ("." + host).endsWith(suffix));
    }

    /** The name without port and brackets, in lower case; empty where {@code host} is none. */
    static String hostName(String host) {
        return HostAndPort.parse(host).map(name -> name.lowerCased().host()).orElse("");
    }

    /** A page of this very host, or of a server on the developer's own machine. */
    private static boolean ownOrigin(String origin, String host) {
        return !origin.isEmpty()
                && (origin.equals(host)
                        || ("." + origin).endsWith(".localhost")
                        || origin.equals("127.0.0.1")
                        || origin.equals("::1"));
    }

    /** The host of an Origin; empty for {@code null}, which sandboxed pages and files send. */
    private static String originHost(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : hostName(host);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
