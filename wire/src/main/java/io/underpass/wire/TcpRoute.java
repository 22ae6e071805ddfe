package io.underpass.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where a connection that a {@link TcpListener} has accepted leads.
 *
 * <p>Threads: immutable.
 */
public sealed interface TcpRoute {

    /**
     * Its bytes go to {@code address} and back, none looked at.
     *
     * @param address resolved or not
     * @param connectTimeout how long connecting may take, the lookup of a name included
     * @param idleTimeout how long no byte may pass in either direction; the connection is reset then
     */
    record To(InetSocketAddress address, Duration connectTimeout, Duration idleTimeout, Manner manner)
            implements TcpRoute {

        /** A way on which nothing is added. */
        public To(InetSocketAddress address, Duration connectTimeout, Duration idleTimeout) {
            this(address, connectTimeout, idleTimeout, Manner.PLAIN);
        }
    }

    /** It is served by {@code listener}, as if that had accepted it. */
    record Into(HttpListener listener) implements TcpRoute {}

    /**
     * TLS ends here; what is inside leads to {@code inside}, which is asked after the handshake.
     *
     * @param inside gives no route of this kind
     */
    record EndingTls(ServerIdentities identities, Supplier<TcpRoute> inside) implements TcpRoute {}

    /**
     * It is held up, and then goes on.
     *
     * @param then a way to somewhere, of one of the first two kinds, or nowhere
     */
    record Later(Duration delay, TcpRoute then) implements TcpRoute {}

    /**
     * Nowhere: it is reset.
     *
     * @param reason for people
     */
    record Nowhere(String reason) implements TcpRoute {}

    /**
     * How a connection is made and kept.
     *
     * @param secure whether TLS is spoken on it; whose certificate the other end shows does not matter
     * @param announced whether it begins with a {@link ProxyHeader} that names the client
     * @param clientAddressKept whether it comes from the client's own address, where this machine has that: from one
     *     loopback address to another
     * @param watch told of it
     */
    record Manner(boolean secure, boolean announced, boolean clientAddressKept, Watch watch) {

        /** Nothing but the bytes. */
        public static final Manner PLAIN = new Manner(false, false, false, cut -> () -> {});
    }

    /**
     * Told of connections from the choice of their way to their end.
     *
     * <p>Threads: called on event loops; must not block there.
     */
    @FunctionalInterface
    interface Watch {

        /**
         * A connection has its way, and is about to be made.
         *
         * @param cut resets both its ends; may be called on any thread, and when it is over
         * @return called once it is over
         */
        Runnable begins(Runnable cut);
    }

    /**
     * Chooses routes.
     *
     * <p>Threads: called on event loops; must not block there.
     */
    @FunctionalInterface
    interface Chooser {

        /** The route of a connection from {@code client}. */
        TcpRoute route(InetSocketAddress client);
    }
}
