package io.underpass.wire;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to origins over pooled connections, of HTTP/1.1 or, where it is asked for, of HTTP/2. A call stays on the event loop of its request: each loop
 * has its own connections, newest first, and no locks.
 *
 * <p>A call that was given a used connection and finds it closed before the first byte of the response is sent once
 * more, on a new connection, if it is idempotent and has no body. Nothing else is ever sent twice.
 *
 * <p>Threads: safe.
 */
public final class UpstreamClient implements AutoCloseable {

    private final EventLoops loops;
    private final UpstreamSettings settings;
    private final SharedLookups lookups;
    private final @Nullable UpstreamTls tls;
    private final Map<EventLoop, LoopPool> pools = new ConcurrentHashMap<>();
    private final Map<EventLoop, StreamPool> streamPools = new ConcurrentHashMap<>();
    private final Map<UpstreamTls, UpstreamClient> secured = new ConcurrentHashMap<>();
    private final Set<LoopPool> alone = ConcurrentHashMap.newKeySet();
    private final LoopPool.Watch watch = new LoopPool.Watch() {
        @Override
        public void opened(LoopPool pool) {
            alone.add(pool);
            if (closed) { // perhaps too late to be among those that close() has seen
                pool.close();
            }
        }

        @Override
        public void closed(LoopPool pool) {
            alone.remove(pool);
        }
    };
    private volatile boolean closed;

    /** A client for origins that are given by address. */
    public UpstreamClient(EventLoops loops, UpstreamSettings settings) {
        this(loops, settings, NameResolver.NONE);
    }

    /** A client that also takes unresolved origins; their names are looked up for each new connection, one lookup at a time. */
    public UpstreamClient(EventLoops loops, UpstreamSettings settings, NameResolver resolver) {
        this(loops, settings, new SharedLookups(resolver), null);
    }

    private UpstreamClient(
            EventLoops loops, UpstreamSettings settings, SharedLookups lookups, @Nullable UpstreamTls tls) {
        this.loops = loops;
        this.settings = settings;
        this.lookups = lookups;
        this.tls = tls;
    }

    /** The origin at {@code address}, resolved or not, with the timeouts of the settings. */
    public Upstream to(InetSocketAddress address) {
        return to(address, settings.timeouts());
    }

    /** The origin at {@code address}, resolved or not, with its own timeouts. Cheap: connections are shared. */
    public Upstream to(InetSocketAddress address, UpstreamTimeouts timeouts) {
        return (request, sink) -> send(address, timeouts, request, sink);
    }

    /**
     * The origin at {@code address} over TLS. The host of {@code address}, as it was given, is the name that is asked for
     * and that the origin's certificate must have; the handshake counts towards the time to connect.
     */
    public Upstream to(InetSocketAddress address, UpstreamTimeouts timeouts, UpstreamTls security) {
        return secured(security).to(address, timeouts);
    }

    /**
     * The origin at {@code address} by HTTP/2, which it must speak from the first byte (RFC 9113 3.3). Many calls share a
     * connection; trailers are passed on in both directions.
     */
    public Upstream http2(InetSocketAddress address, UpstreamTimeouts timeouts) {
        return (request, sink) -> sendStream(address, timeouts, request, sink);
    }

    /** The origin at {@code address} by HTTP/2 over TLS, which it must choose (RFC 9113 3.2). */
    public Upstream http2(InetSocketAddress address, UpstreamTimeouts timeouts, UpstreamTls security) {
        return secured(security).http2(address, timeouts);
    }

    /**
     * The origin at {@code address} for calls that share no connection: each has one of its own, which begins with {@code
     * preface}, before TLS too, and closes after the answer.
     */
    public Upstream alone(
            InetSocketAddress address, UpstreamTimeouts timeouts, Optional<UpstreamTls> security, byte[] preface) {
        return alone(address, timeouts, security, preface, "");
    }

    /**
     * As the other, calling the origin by another name in TLS.
     *
     * @param name what is asked for and what the origin's certificate must have; empty for the host of {@code address}
     */
    public Upstream alone(
            InetSocketAddress address,
            UpstreamTimeouts timeouts,
            Optional<UpstreamTls> security,
            byte[] preface,
            String name) {
        LoopPool.Alone special = new LoopPool.Alone(preface, name, watch);
        UpstreamSettings once = settings.withPooledIdle(Duration.ZERO);
        return (request, sink) -> {
            if (closed) {
                return refuse(request, sink);
            }
            LoopPool pool = new LoopPool(
                    request.eventLoop(), loops.clientChannel(), once, lookups, security.orElse(null), special);
            UpstreamCall call = new UpstreamCall(pool, address, timeouts, request, sink);
            call.start();
            return call;
        };
    }

    /** Closes all connections, also those in use, and fails later calls. Does not wait. */
    @Override
    public void close() {
        closed = true;
        secured.values().forEach(UpstreamClient::close);
        pools.values().forEach(pool -> soon(pool.eventLoop(), pool::close));
        alone.forEach(pool -> soon(pool.eventLoop(), pool::close));
        streamPools.values().forEach(pool -> soon(pool.eventLoop(), pool::close));
    }

    private static void soon(EventLoop eventLoop, Runnable work) {
        try {
            eventLoop.execute(work);
        } catch (RejectedExecutionException e) {
            // The event loop has ended and taken its connections with it.
        }
    }

    private UpstreamClient secured(UpstreamTls security) {
        UpstreamClient known = secured.get(security);
        UpstreamClient client = known != null
                ? known
                : secured.computeIfAbsent(security, each -> new UpstreamClient(loops, settings, lookups, each));
        if (closed) {
            client.close();
        }
        return client;
    }

    private Flow sendStream(
            InetSocketAddress address, UpstreamTimeouts timeouts, UpstreamRequest request, ResponseSink sink) {
        if (closed) {
            return refuse(request, sink);
        }
        StreamCall call = new StreamCall(streamPool(request.eventLoop()), address, timeouts, request, sink);
        call.start();
        return call;
    }

    private static Flow refuse(UpstreamRequest request, ResponseSink sink) {
        request.body().discard();
        sink.abort(new Failure(Failure.Kind.INTERNAL, "the upstream client is closed"));
        return Flow.NONE;
    }

    private Flow send(
            InetSocketAddress address, UpstreamTimeouts timeouts, UpstreamRequest request, ResponseSink sink) {
        if (closed) {
            return refuse(request, sink);
        }
        UpstreamCall call = new UpstreamCall(pool(request.eventLoop()), address, timeouts, request, sink);
        call.start();
        return call;
    }

    private LoopPool pool(EventLoop eventLoop) {
        LoopPool known = pools.get(eventLoop);
        if (known != null) {
            return known;
        }
        LoopPool pool = pools.computeIfAbsent(
                eventLoop, loop -> new LoopPool(loop, loops.clientChannel(), settings, lookups, tls));
        if (closed) { // perhaps too late to be among those that close() has seen
            pool.close();
        }
        return pool;
    }

    private StreamPool streamPool(EventLoop eventLoop) {
        StreamPool known = streamPools.get(eventLoop);
        if (known != null) {
            return known;
        }
        StreamPool pool = streamPools.computeIfAbsent(
                eventLoop, loop -> new StreamPool(loop, loops.clientChannel(), settings, lookups, tls));
        if (closed) { // as above
            pool.close();
        }
        return pool;
    }
}
