package io.underpass.emulator.assembly;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.underpass.alb.Targets;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Failure;
import io.underpass.wire.NameResolver;
import io.underpass.wire.TcpClient;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pooled connections to targets. Names (of compose services, say) are resolved by threads of their own, since resolving
 * blocks.
 *
 * <p>Threads: safe; never blocks.
 */
public final class TargetConnections implements Targets, NamedServers, AutoCloseable {

    private static final int RESOLVERS = 2;
    private static final int WAITING_NAMES = 1000;
    private static final Duration LAST_NAMES = Duration.ofSeconds(1);

    private final ThreadPoolExecutor resolvers = new ThreadPoolExecutor(
            RESOLVERS, RESOLVERS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_NAMES), task -> {
                Thread thread = new Thread(task, "underpass-resolver");
                thread.setDaemon(true);
                return thread;
            });
    private final TargetAddresses addresses;
    private final NameResolver resolver;
    private final UpstreamClient client;
    private final TcpClient bare;
    private @Nullable CompletableFuture<UpstreamTls> unverified; // Guarded by this.
    private final Map<String, CompletableFuture<UpstreamTls>> calling = new ConcurrentHashMap<>();

    /** Connections on {@code loops} to targets whose names the machine's own resolver knows. */
    public TargetConnections(EventLoops loops) {
        this(loops, TargetAddresses.NONE);
    }

    /** Connections on {@code loops} to targets that {@code addresses} or the machine's own resolver know. */
    public TargetConnections(EventLoops loops, TargetAddresses addresses) {
        this(loops, addresses, NameResolver::system);
    }

    /** Connections on {@code loops}, names looked up by a resolver that may block the executor it is given. */
    TargetConnections(EventLoops loops, Function<Executor, NameResolver> resolver) {
        this(loops, TargetAddresses.NONE, resolver);
    }

    private TargetConnections(EventLoops loops, TargetAddresses addresses, Function<Executor, NameResolver> resolver) {
        this.addresses = addresses;
        resolvers.allowCoreThreadTimeOut(true);
        this.resolver = resolver.apply(resolvers);
        this.client = new UpstreamClient(loops, UpstreamSettings.defaults(), this.resolver);
        this.bare = new TcpClient(loops, this.resolver, this::unverified);
    }

    @Override
    public Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return client.to(at(host, port), new UpstreamTimeouts(connectTimeout, idleTimeout));
    }

    @Override
    public Upstream toSecure(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        UpstreamTimeouts timeouts = new UpstreamTimeouts(connectTimeout, idleTimeout);
        return new LateUpstream(unverified().thenApply(tls -> client.to(at(host, port), timeouts, tls)));
    }

    /** The way to a node by HTTP/2 over TLS, whichever certificate it shows, and called by {@code name}. */
    public Upstream http2(String name, String host, int port, Duration connectTimeout, Duration idleTimeout) {
        UpstreamTimeouts timeouts = new UpstreamTimeouts(connectTimeout, idleTimeout);
        // One object for each name, since connections are shared by the calls of one.
        return new LateUpstream(calling.computeIfAbsent(
                        name, each -> unverified().thenApply(tls -> tls.calling(each)))
                .thenApply(tls -> client.http2(at(host, port), timeouts, tls)));
    }

    private InetSocketAddress at(String host, int port) {
        return TcpClient.address(addresses.host(host), port);
    }

    @Override
    public Upstream http2(String host, int port, boolean secure, Duration connectTimeout, Duration idleTimeout) {
        UpstreamTimeouts timeouts = new UpstreamTimeouts(connectTimeout, idleTimeout);
        return secure
                ? new LateUpstream(unverified().thenApply(tls -> client.http2(at(host, port), timeouts, tls)))
                : client.http2(at(host, port), timeouts);
    }

    /**
     * Load balancers believe any certificate of a target (AWS: "Target groups for your Application Load Balancers"). Made
     * when first needed, since it takes its time.
     */
    private synchronized CompletableFuture<UpstreamTls> unverified() {
        CompletableFuture<UpstreamTls> known = unverified;
        if (known == null) {
            known = CompletableFuture.supplyAsync(UpstreamTls::unverified, resolvers);
            unverified = known;
        }
        return known;
    }

    /** The way to a server that speaks TLS, by the name that its certificate must have. */
    Upstream to(String host, int port, UpstreamTimeouts timeouts, UpstreamTls security) {
        return client.to(TcpClient.address(host, port), timeouts, security);
    }

    @Override
    public Upstream as(
            String name, String host, int port, UpstreamTimeouts timeouts, UpstreamTls security, byte[] preface) {
        return client.alone(at(host, port), timeouts, Optional.of(security), preface, name);
    }

    @Override
    public Upstream alone(
            String host, int port, boolean secure, byte[] preface, Duration connectTimeout, Duration idleTimeout) {
        UpstreamTimeouts timeouts = new UpstreamTimeouts(connectTimeout, idleTimeout);
        return secure
                ? new LateUpstream(unverified()
                        .thenApply(tls -> client.alone(at(host, port), timeouts, Optional.of(tls), preface)))
                : client.alone(at(host, port), timeouts, Optional.empty(), preface);
    }

    @Override
    public void knock(
            EventLoop eventLoop,
            String host,
            int port,
            byte[] preface,
            Duration timeout,
            Consumer<Optional<Failure>> found) {
        bare.knock(eventLoop, TcpClient.address(host, port), preface, timeout, found);
    }

    @Override
    public void knock(EventLoop eventLoop, String host, int port, Duration timeout, Consumer<Optional<Failure>> found) {
        bare.knock(eventLoop, TcpClient.address(host, port), timeout, found);
    }

    /** Makes bare connections to targets. */
    public TcpClient bare() {
        return bare;
    }

    @Override
    public CompletionStage<List<String>> addresses(String host) {
        return resolver.resolve(addresses.host(host)).handle((found, cause) -> {
            if (cause == null) {
                return found.stream().map(NetUtil::toAddressString).toList();
            }
            Throwable reason =
                    cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
            if (reason instanceof UnknownHostException) {
                return List.of();
            }
            throw new CompletionException(reason);
        });
    }

    @Override
    public void close() {
        client.close();
        resolvers.shutdownNow();
        try {
            resolvers.awaitTermination(LAST_NAMES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
