package io.underpass.emulator.assembly;

import io.netty.util.NetUtil;
import io.underpass.alb.data.ListenerIdentities;
import io.underpass.emulator.tls.OriginSecurity;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Security;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.TlsRehearsal;
import io.underpass.wire.TlsRehearsal.Result;
import io.underpass.wire.TlsSession;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The way through a link to a listener that ends TLS. No TLS is spoken inside one process; but the two ends rehearse their
 * handshake once, in memory, and what comes of it holds for the requests that follow: until the certificate or anything
 * else of the listener changes, and for a minute at most, since certificates end.
 *
 * <p>Threads: safe, never blocks; rehearsals run on the worker.
 */
final class SecuredListeners {

    private static final int MAX_KEPT = 1024;
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private final ListenerIdentities identities;
    private final OriginSecurity origins;
    private final Executor worker;
    private final InstantSource clock;
    private final NamedServers servers;
    private final Map<Ends, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** The same objects for as long as nothing has changed. */
    private record Ends(UpstreamTls client, ServerIdentity server, String host, int port) {}

    private record Kept(CompletableFuture<Result> result, Instant until) {}

    SecuredListeners(
            ListenerIdentities identities,
            OriginSecurity origins,
            Executor worker,
            InstantSource clock,
            NamedServers servers) {
        this.servers = servers;
        this.identities = identities;
        this.origins = origins;
        this.worker = worker;
        this.clock = clock;
    }

    boolean endsTls(String listenerArn) {
        return identities.endsTls(listenerArn);
    }

    /** The way along {@code upstream} to the listener, which {@code endpoint} calls with https. */
    Upstream way(String listenerArn, Upstream upstream, Endpoint endpoint, Security security) {
        if (!identities.endsTls(listenerArn)) {
            return new EndToEndTls(this, upstream, endpoint, security);
        }
        String name = NetUtil.isValidIpV4Address(endpoint.host()) ? "" : endpoint.host();
        CompletableFuture<Upstream> way = origins.of(security.insecureSkipVerification(), security.shown())
                .thenCombine(
                        identities.identity(listenerArn, name),
                        (client, server) -> rehearsed(new Ends(client, server, endpoint.host(), endpoint.port())))
                .thenCompose(result -> result)
                .thenApply(result -> of(result, upstream));
        return new LateUpstream(way);
    }

    /** The way to the server at {@code host} and {@code port}, whose certificate must be that of {@code endpoint}. */
    Upstream server(
            Endpoint endpoint, Security security, String host, int port, UpstreamTimeouts timeouts, byte[] preface) {
        return new LateUpstream(origins.of(security.insecureSkipVerification(), security.shown())
                .thenApply(client -> servers.as(endpoint.host(), host, port, timeouts, client, preface)));
    }

    private CompletableFuture<Result> rehearsed(Ends ends) {
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(ends);
            if (known != null && known.until().isAfter(now)) {
                return known.result();
            }
            CompletableFuture<Result> result = CompletableFuture.supplyAsync(
                    () -> TlsRehearsal.perform(ends.client(), ends.server(), ends.host(), ends.port()), worker);
            kept.put(ends, new Kept(result, now.plus(KEPT_FOR)));
            return result;
        }
    }

    private static Upstream of(Result result, Upstream upstream) {
        return result instanceof Result.Agreed agreed
                ? new Secured(upstream, Optional.of(agreed.session()))
                : new Refusing(((Result.Failed) result).failure());
    }

    /** Tells the receiver what would have been agreed on. Threads: as its upstream. */
    private record Secured(Upstream upstream, Optional<TlsSession> session) implements Upstream {

        @Override
        public Flow send(UpstreamRequest request, ResponseSink sink) {
            Peer peer = request.peer();
            Peer secure = new Peer(peer.remote(), peer.local(), true, "", session);
            return upstream.send(request.from(secure), sink);
        }
    }

    /** Fails as a connection would. Threads: safe. */
    private record Refusing(Failure failure) implements Upstream {

        @Override
        public Flow send(UpstreamRequest request, ResponseSink sink) {
            request.body().discard();
            sink.abort(failure);
            return Flow.NONE;
        }
    }
}
