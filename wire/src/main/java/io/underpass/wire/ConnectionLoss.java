package io.underpass.wire;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Says how a connection to an origin was lost.
 *
 * <p>Threads: stateless.
 */
final class ConnectionLoss {

    private ConnectionLoss() {}

    /** The failure of a call whose connection ended, with {@code error} or in order. */
    static Failure failure(@Nullable Throwable error, InetSocketAddress origin, boolean responseBegun) {
        String when = responseBegun ? " in the middle of its response" : " before its response";
        return error == null
                ? new Failure(Failure.Kind.CLOSED, name(origin) + " closed the connection" + when)
                : new Failure(Failure.Kind.RESET, name(origin) + " reset the connection" + when);
    }

    static String name(InetSocketAddress origin) {
        String host = origin.isUnresolved()
                ? origin.getHostString()
                : origin.getAddress().getHostAddress();
        return HostAndPort.of(host, origin.getPort()).toString();
    }
}
