package io.underpass.wire;

/**
 * Told what becomes of the connections that a {@link TcpListener} accepts.
 *
 * <p>Threads: called on the connection's event loop; must not block.
 */
@FunctionalInterface
public interface FlowObserver {

    /** Wants to know nothing. */
    FlowObserver NONE = client -> Flowing.UNSEEN;

    /**
     * A client has connected; what is given is told of the rest.
     *
     * @param client its connection, on which nothing is said yet
     */
    Flowing accepted(Peer client);

    /** Who has reset a connection. */
    enum End {
        CLIENT,
        TARGET,
        /** This process: nothing has passed for too long, there is no target, or it is to end. */
        HERE
    }

    /**
     * One connection. What is not told of it does not happen to every one.
     *
     * <p>Threads: called on the connection's event loop; must not block.
     */
    interface Flowing {

        /** Wants to know nothing. */
        Flowing UNSEEN = new Flowing() {};

        /** It leads somewhere from now on. */
        default void begins() {}

        /** It leads nowhere. */
        default void rejected() {}

        /** So many bytes have come from the client, or go there; of TLS that ends here as it is on the wire. */
        default void passed(int bytes) {}

        /** It was reset; may be said again by those who are then reset too. */
        default void reset(End by) {}

        /**
         * TLS that ends here was agreed on.
         *
         * @param client its connection as it is now
         * @param handshakeNanos how long that took
         */
        default void secured(Peer client, long handshakeNanos) {}

        /** TLS was not agreed on with the client, which has asked for {@code serverName}; empty where that is not known. */
        default void clientNotSecured(String serverName) {}

        /** Inside the TLS that ends here so many bytes have come from the client. */
        default void received(int bytes) {}

        /** Inside the TLS that ends here so many bytes go to the client. */
        default void sent(int bytes) {}

        /** TLS was not agreed on with the target. */
        default void targetNotSecured() {}

        /** The client's end is closed. */
        default void ended() {}
    }
}
