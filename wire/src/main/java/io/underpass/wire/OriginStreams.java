package io.underpass.wire;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one origin, and the calls that wait for a stream. There is one connection as long
 * as the origin takes as many streams as there are calls; beyond that there are more. Where it takes no more connections,
 * calls wait for streams of those that there are, as long as they would have waited for a connection.
 *
 * <p>Threads: confined to its event loop.
 */
final class OriginStreams {

    private final StreamPool pool;
    private final InetSocketAddress address;
    private final List<OriginConnection> connections = new ArrayList<>();
    private final Deque<ResponseStream> waiting = new ArrayDeque<>();
    private final LazyTimer impatience;
    private boolean connecting;
    private @Nullable Failure refusal; // why there are no more connections, while others are open

    OriginStreams(StreamPool pool, InetSocketAddress address) {
        this.pool = pool;
        this.address = address;
        this.impatience = new LazyTimer(pool.eventLoop(), this::failImpatient);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Gives {@code call} a stream, now or as soon as there is one. */
    void run(ResponseStream call) {
        if (pool.isClosed()) {
            call.notConnected(closed());
            return;
        }
        if (waiting.isEmpty()) { // Else they are served first, as soon as there is room.
            for (OriginConnection connection : connections) {
                if (connection.hasRoom()) {
                    connection.open(call);
                    return;
                }
            }
        }
        call.waitsFrom(System.nanoTime());
        waiting.add(call);
        connectIfNeeded();
    }

    /** The origin of {@code connection} has said how many streams it takes. */
    void ready(OriginConnection connection) {
        if (!connection.hasRoom()) {
            connection.closeNow();
            notReady(new Failure(Failure.Kind.CLOSED, ConnectionLoss.name(address) + " takes no streams of HTTP/2"));
            return;
        }
        connecting = false;
        refusal = null;
        connections.add(connection);
        room(connection);
        connectIfNeeded();
    }

    /** Whether calls wait. */
    boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    /** {@code connection} can serve more calls than before. */
    void room(OriginConnection connection) {
        while (!waiting.isEmpty() && connection.hasRoom()) {
            ResponseStream call = waiting.remove();
            if (!call.isOver()) {
                connection.open(call);
            }
        }
    }

    /** There is no further connection: whoever waited for it has those that there are, or cannot be served. */
    void notReady(Failure failure) {
        connecting = false;
        if (connections.isEmpty()) {
            failAll(failure);
            forgetIfEmpty();
        } else {
            refusal = failure;
            failImpatient();
        }
    }

    /** {@code connection} takes no more calls. */
    void leaving(OriginConnection connection) {
        connections.remove(connection);
        if (connections.isEmpty()) {
            refusal = null; // What has not been possible beside that connection may be possible without it.
            connectIfNeeded();
        }
        forgetIfEmpty();
    }

    void close() {
        impatience.cancel();
        failAll(closed());
    }

    private static Failure closed() {
        return new Failure(Failure.Kind.INTERNAL, "the upstream client is closed");
    }

    private void connectIfNeeded() {
        if (connecting || waiting.isEmpty() || pool.isClosed()) {
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
            notReady(closed());
            return;
        }
        connection.start(this, pool, timeouts.connect());
    }

    /** Fails those that have waited as long as they may, unless there may be a connection soon. */
    private void failImpatient() {
        Failure failure = refusal;
        if (failure == null || connecting) {
            return;
        }
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (ResponseStream call : List.copyOf(waiting)) {
            long left = call.patienceLeft(now);
            if (call.isOver() || left <= 0) {
                waiting.remove(call);
                call.notConnected(failure);
            } else {
                next = Math.min(next, left);
            }
        }
        if (next != Long.MAX_VALUE) {
            impatience.ensure(now + next);
        }
    }

    private void failAll(Failure failure) {
        List<ResponseStream> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(call -> call.notConnected(failure));
    }

    private void forgetIfEmpty() {
        if (connections.isEmpty() && waiting.isEmpty() && !connecting) {
            impatience.cancel();
            pool.forget(this);
        }
    }
}
