package io.underpass.wire;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to origins that speak HTTP/2.
 *
 * <p>Threads: confined to its event loop.
 */
final class StreamPool {

    private final EventLoop eventLoop;
    private final UpstreamSettings settings;
    private final @Nullable UpstreamTls tls;
    private final Connector connector;
    private final Map<InetSocketAddress, OriginStreams> origins = new HashMap<>();
    private final Set<OriginConnection> open = new HashSet<>(); // those too that take no more calls
    private boolean closed;

    StreamPool(
            EventLoop eventLoop,
            Class<? extends SocketChannel> channel,
            UpstreamSettings settings,
            SharedLookups lookups,
            @Nullable UpstreamTls tls) {
        this.eventLoop = eventLoop;
        this.settings = settings;
        this.tls = tls;
        this.connector = new Connector(eventLoop, channel, lookups, (opened, origin) -> {
            if (tls != null) {
                opened.pipeline().addLast(tls.newHttp2Handler(opened.alloc(), origin));
            }
            OriginConnection.prepare(opened, settings);
        });
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

    /** Whether TLS is spoken. */
    boolean secure() {
        return tls != null;
    }

    boolean isClosed() {
        return closed;
    }

    /** Finds a stream for {@code call}, now or later. */
    void run(ResponseStream call) {
        origins.computeIfAbsent(call.origin(), origin -> new OriginStreams(this, origin))
                .run(call);
    }

    /** Nothing is left of {@code origin}. */
    void forget(OriginStreams origin) {
        origins.remove(origin.address(), origin);
    }

    void opened(OriginConnection connection) {
        open.add(connection);
    }

    void closed(OriginConnection connection) {
        open.remove(connection);
    }

    void close() {
        closed = true;
        List.copyOf(origins.values()).forEach(OriginStreams::close);
        List.copyOf(open).forEach(OriginConnection::closeNow);
    }
}
