package io.underpass.wire;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An authority without user information, as the {@code Host} field and request targets carry it (RFC 9110 7.2): a name
 * or an address, and perhaps a port.
 *
 * <p>Threads: immutable.
 *
 * @param host the name or address, an IPv6 address without its brackets; in the case it was given
 * @param port the port, where there is one
 */
public record HostAndPort(String host, OptionalInt port) {

    private static final int MAX_PORT = 65535;
    private static final String NAME_PUNCTUATION = "-._~%!$&'()*+;=";

    /** {@code host} without a port. */
    public static HostAndPort of(String host) {
        return new HostAndPort(host, OptionalInt.empty());
    }

    /** {@code host} with {@code port}. */
    public static HostAndPort of(String host, int port) {
        return new HostAndPort(host, OptionalInt.of(port));
    }

    /** The host of {@code address}, as it was given where it was given as a name, and its port. */
    public static HostAndPort of(InetSocketAddress address) {
        String host = address.getHostString();
        if (address.getAddress() instanceof Inet6Address && host.indexOf('%') >= 0) {
            host = host.substring(0, host.indexOf('%')); // a zone means nothing to others (RFC 6874)
        }
        return of(host, address.getPort());
    }

    /**
     * Reads <code>host[:port]</code>, an IPv6 address in brackets. An empty port counts as none (RFC 3986 3.2.3). Empty
     * where {@code text} is anything else.
     */
    public static Optional<HostAndPort> parse(CharSequence text) {
        if (!isValid(text)) {
            return Optional.empty();
        }
        String all = text.toString();
        int hostEnd = hostEnd(all);
        String host = all.charAt(0) == '[' ? all.substring(1, hostEnd - 1) : all.substring(0, hostEnd);
        return Optional.of(
                hostEnd + 1 >= all.length() ? of(host) : of(host, Integer.parseInt(all.substring(hostEnd + 1))));
    }

    /** Whether {@link #parse} can read {@code text}. */
    public static boolean isValid(CharSequence text) {
        int end = hostEnd(text);
        return end > 0 && (end == text.length() || (text.charAt(end) == ':' && isPort(text, end + 1)));
    }

    /** With the host in lower case; hosts that differ in nothing else are the same (RFC 3986 6.2.2.1). */
    public HostAndPort lowerCased() {
        return new HostAndPort(host.toLowerCase(Locale.ROOT), port);
    }

    /** Without the port. */
    public HostAndPort withoutPort() {
        return of(host);
    }

    /** With {@code other} as the port. */
    public HostAndPort withPort(int other) {
        return of(host, other);
    }

    /** Whether the host is an IPv6 address. */
    public boolean isIpv6() {
        return host.indexOf(':') >= 0;
    }

    /** As {@link #parse} reads it: an IPv6 address gets its brackets back. */
    @Override
    public String toString() {
        String written = isIpv6() ? '[' + host + ']' : host;
        return port.isPresent() ? written + ':' + port.getAsInt() : written;
    }

    /** Where the host of {@code text} ends, brackets included; 0 where it begins with none. */
    public static int hostEnd(CharSequence text) {
        int length = text.length();
        int at = 0;
        if (length == 0 || text.charAt(0) != '[') {
            while (at < length && isNameCharacter(text.charAt(at))) {
                at++;
            }
            return at;
        }
        at = 1;
        while (at < length && isAddressCharacter(text.charAt(at))) {
            at++;
        }
        return at > 1 && at < length && text.charAt(at) == ']' ? at + 1 : 0;
    }

    private static boolean isNameCharacter(char c) {
        return Octets.isLetter(c) || Octets.isDigit(c) || NAME_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isAddressCharacter(char c) {
        return Octets.hexValue(c) >= 0 || c == ':' || c == '.';
    }

    private static boolean isPort(CharSequence text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            if (!Octets.isDigit(text.charAt(i))) {
                return false;
            }
            port = port * 10 + text.charAt(i) - '0';
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }
}
