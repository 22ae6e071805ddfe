package io.underpass.wire;

import io.netty.channel.EventLoop;

/**
 * A connection that a listener has accepted, as the listener sees it.
 *
 * <p>Threads: {@link #drain} is confined to the connection's event loop, the rest is safe.
 */
sealed interface AcceptedConnection permits ServerConnection, MultiplexedConnection {

    EventLoop eventLoop();

    /** Finishes what is running and closes. */
    void drain();

    /** Closes, whatever is running. */
    void closeNow();
}
