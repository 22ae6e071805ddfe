package io.underpass.wire;

/**
 * Told what becomes of the connections that a {@link TcpListener} accepts.
 *
 * <p>Threads: called on the connection's event loop; must not block.
 */
@FunctionalInterface
public interface FlowObserver {

    /** Wants to know nothing. */
    FlowObserver NONE = () -> Flowing.UNSEEN;

    /** A client has connected; what is given is told of the rest. */
    Flowing accepted();

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

        /** TLS was not agreed on with the client. */
        default void clientNotSecured() {}

        /** TLS was not agreed on with the target. */
        default void targetNotSecured() {}

        /** The client's end is closed. */
        default void ended() {}
    }
}
