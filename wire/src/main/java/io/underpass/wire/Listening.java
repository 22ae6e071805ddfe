package io.underpass.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A socket that accepts connections.
 *
 * <p>Threads: safe. {@link #close} waits, so it must not be called from an event loop.
 */
public sealed interface Listening extends AutoCloseable permits HttpListener, TcpListener {

    /** The address listened on, with the port that was chosen where 0 was asked for. */
    InetSocketAddress address();

    /**
     * Stops accepting, lets what is running finish, and cuts what is left after {@code grace}.
     *
     * @return completes when the last connection is closed
     */
    CompletionStage<Void> drain(Duration grace);

    /** Stops accepting and cuts every connection. */
    @Override
    void close();
}
