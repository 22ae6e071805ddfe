package io.underpass.wire;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop: those waiting to be used again, by origin and newest first, so that the surplus of
 * a busy time goes stale and is closed.
 *
 * <p>Threads: confined to its event loop.
 */
final class LoopPool {

    private static final int MAX_IDLE_PER_ORIGIN = 1024;

    private final EventLoop eventLoop;
    private final UpstreamSettings settings;
    private final Connector connector;
    private final @Nullable Watch watch;
    private final Map<InetSocketAddress, Deque<UpstreamConnection>> idle = new HashMap<>();
    private final Set<UpstreamConnection> open = new HashSet<>();
    private final LazyTimer sweeper;
    private boolean closed;

    /** Told of the connections of a pool that nobody keeps. */
    interface Watch {

        void opened(LoopPool pool);

        void closed(LoopPool pool);
    }

    /**
     * What is special about a pool that is for one call.
     *
     * @param preface what its connection begins with
     * @param name what the origin is called in TLS; empty where that is its own name
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Alone(byte[] preface, String name, @Nullable Watch watch) {

        static final Alone NOT = new Alone(new byte[0], "", null);

        InetSocketAddress called(InetSocketAddress origin) {
            return name.isEmpty() ? origin : InetSocketAddress.createUnresolved(name, origin.getPort());
        }
    }

    LoopPool(
            EventLoop eventLoop,
            Class<? extends SocketChannel> channel,
            UpstreamSettings settings,
            SharedLookups lookups,
            @Nullable UpstreamTls tls) {
        this(eventLoop, channel, settings, lookups, tls, Alone.NOT);
    }

    /** Connections of which each is like {@code alone} says. */
    LoopPool(
            EventLoop eventLoop,
            Class<? extends SocketChannel> channel,
            UpstreamSettings settings,
            SharedLookups lookups,
            @Nullable UpstreamTls tls,
            Alone alone) {
        this.eventLoop = eventLoop;
        this.settings = settings;
        this.watch = alone.watch();
        this.connector = new Connector(eventLoop, channel, lookups, (opened, origin) -> {
            if (alone.preface().length > 0) {
                opened.pipeline().addLast(new Preface(alone.preface()));
            }
            if (tls != null) {
                opened.pipeline().addLast(tls.newHandler(opened.alloc(), alone.called(origin)));
            }
            opened.pipeline().addLast(new UpstreamConnection(this, opened, origin));
        });
        this.sweeper = new LazyTimer(eventLoop, this::sweep);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    UpstreamSettings settings() {
        return settings;
    }

    Connector connector() {
        return connector;
    }

    /** A connection to {@code origin} that was used before and still looks well; null where there is none. */
    @Nullable
    UpstreamConnection take(InetSocketAddress origin, long nowNanos) {
        Deque<UpstreamConnection> waiting = idle.get(origin);
        if (waiting == null) {
            return null;
        }
        long oldest = nowNanos - settings.pooledIdle().toNanos();
        UpstreamConnection connection = waiting.pollFirst();
        while (connection != null) {
            if (connection.isOpen() && connection.idleSince() - oldest > 0) {
                return connection;
            }
            connection.closeNow();
            connection = waiting.pollFirst();
        }
        return null;
    }

    /** Keeps {@code connection} for the next call. */
    void offer(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = idle.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>());
        if (closed
                || waiting.size() >= MAX_IDLE_PER_ORIGIN
                || settings.pooledIdle().isZero()) {
            connection.closeNow();
            return;
        }
        waiting.addFirst(connection);
        sweeper.ensure(connection.idleSince() + settings.pooledIdle().toNanos());
    }

    void opened(UpstreamConnection connection) {
        open.add(connection);
        if (watch != null) {
            watch.opened(this);
        }
        if (closed) {
            connection.closeNow();
        }
    }

    void closed(UpstreamConnection connection) {
        open.remove(connection);
        if (watch != null) {
            watch.closed(this);
        }
        Deque<UpstreamConnection> waiting = idle.get(connection.origin());
        if (waiting != null) {
            waiting.remove(connection);
            if (waiting.isEmpty()) {
                idle.remove(connection.origin());
            }
        }
    }

    void close() {
        closed = true;
        sweeper.cancel();
        List.copyOf(open).forEach(UpstreamConnection::closeNow);
    }

    private void sweep() {
        long now = System.nanoTime();
        long keep = settings.pooledIdle().toNanos();
        long next = Long.MAX_VALUE;
        for (Deque<UpstreamConnection> waiting : idle.values()) {
            UpstreamConnection oldest = waiting.peekLast();
            while (oldest != null && oldest.idleSince() + keep - now <= 0) {
                waiting.pollLast();
                oldest.closeNow();
                oldest = waiting.peekLast();
            }
            if (oldest != null) {
                next = Math.min(next, oldest.idleSince() + keep - now);
            }
        }
        if (next != Long.MAX_VALUE) {
            sweeper.ensure(now + next);
        }
    }
}
