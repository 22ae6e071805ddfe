package io.underpass.wire;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The connections of one event loop to one origin, and the calls that wait for one. There is one connection as long as
 * the origin takes as many streams as there are calls; beyond that there are more.
 *
 * <p>Threads: confined to its event loop.
 */
final class OriginStreams {

    private final StreamPool pool;
    private final InetSocketAddress address;
    private final List<OriginConnection> connections = new ArrayList<>();
    private final Deque<ResponseStream> waiting = new ArrayDeque<>();
    private boolean connecting;

    OriginStreams(StreamPool pool, InetSocketAddress address) {
        this.pool = pool;
        this.address = address;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Gives {@code call} a stream, now or as soon as there is a connection. */
    void run(ResponseStream call) {
        for (OriginConnection connection : connections) {
            if (connection.hasRoom()) {
                connection.open(call);
                return;
            }
        }
        waiting.add(call);
        connectIfNeeded();
    }

    /** The origin of {@code connection} has said how many streams it takes. */
    void ready(OriginConnection connection) {
        connecting = false;
        if (!connection.hasRoom()) {
            failAll(new Failure(Failure.Kind.CLOSED, ConnectionLoss.name(address) + " takes no streams of HTTP/2"));
            connection.closeNow();
            return;
        }
        if (connection.isOpen()) {
            connections.add(connection);
        }
        while (!waiting.isEmpty() && connection.hasRoom()) {
            connection.open(waiting.remove());
        }
        connectIfNeeded();
    }

    /** There is no connection: whoever waited for it cannot be served. */
    void notReady(Failure failure) {
        connecting = false;
        failAll(failure);
        forgetIfEmpty();
    }

    /** {@code connection} takes no more calls. */
    void leaving(OriginConnection connection) {
        connections.remove(connection);
        forgetIfEmpty();
    }

    void close() {
        failAll(new Failure(Failure.Kind.INTERNAL, "the upstream client is closed"));
        List.copyOf(connections).forEach(OriginConnection::closeNow);
    }

    private void connectIfNeeded() {
        if (connecting || waiting.isEmpty()) {
            return;
        }
        connecting = true;
        UpstreamTimeouts timeouts = waiting.element().timeouts();
        pool.connector().connect(address, timeouts.connect(), channel -> connected(channel, timeouts), this::notReady);
    }

    private void connected(Channel channel, UpstreamTimeouts timeouts) {
        OriginConnection connection = channel.pipeline().get(OriginConnection.class);
        if (pool.isClosed()) {
            connection.closeNow();
            notReady(new Failure(Failure.Kind.INTERNAL, "the upstream client is closed"));
            return;
        }
        connection.start(this, pool, timeouts.connect());
    }

    private void failAll(Failure failure) {
        List<ResponseStream> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(call -> call.notConnected(failure));
    }

    private void forgetIfEmpty() {
        if (connections.isEmpty() && waiting.isEmpty() && !connecting) {
            pool.forget(this);
        }
    }
}
