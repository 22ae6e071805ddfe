package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields that belong to one connection (RFC 9110 7.6.1). AWS does not list the ones it drops; that these are
 * they is a guess.
 *
 * <p>Threads: safe, holds nothing.
 */
final class HopByHop {

    private static final List<AsciiString> NAMES = List.of(
            AsciiString.cached("Connection"),
            AsciiString.cached("Keep-Alive"),
            AsciiString.cached("Proxy-Connection"),
            AsciiString.cached("Proxy-Authenticate"),
            AsciiString.cached("Proxy-Authorization"),
            AsciiString.cached("TE"),
            AsciiString.cached("Trailer"),
            AsciiString.cached("Transfer-Encoding"),
            AsciiString.cached("Upgrade"),
            AsciiString.cached("HTTP2-Settings"));

    private HopByHop() {}

    static boolean contains(CharSequence name) {
        for (AsciiString known : NAMES) {
            if (known.length() == name.length() && known.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names that the Connection fields list, in lower case. */
    static Set<String> named(HttpHeaders headers) {
        List<String> lines = headers.getAll(HttpHeaderNames.CONNECTION);
        if (lines.isEmpty() || (lines.size() == 1 && isPlain(lines.get(0)))) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String line : lines) {
            for (String name : line.split(",")) {
                named.add(name.trim().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    /** Removes them all. */
    static void strip(HttpHeaders headers) {
        for (String name : named(headers)) {
            if (!name.isEmpty()) {
                headers.remove(name);
            }
        }
        for (AsciiString name : NAMES) {
            headers.remove(name);
        }
    }

    private static boolean isPlain(String connection) {
        return connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close");
    }
}
