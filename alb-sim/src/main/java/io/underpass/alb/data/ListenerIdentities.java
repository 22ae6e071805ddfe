package io.underpass.alb.data;

import io.underpass.alb.Certificates;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTls;
import io.underpass.wire.ServerIdentities;
import io.underpass.wire.ServerIdentity;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the listeners that end TLS are to their clients, by what is configured now. An identity is made when the first
 * client asks for it and kept until something of it changes.
 *
 * <p>Threads: safe, never blocks; identities are made by the worker.
 */
public final class ListenerIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerIdentities.class);
    private static final int MAX_KEPT = 1024;

    /** Which certificate is the best depends on the time, if only a little. */
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private final Supplier<AlbSnapshot> snapshot;
    private final Certificates certificates;
    private final Executor worker;
    private final InstantSource clock;
    private final Map<Asked, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    private record Asked(String listenerArn, String serverName) {}

    /** An identity, and what it was made of. */
    private record Kept(
            CompiledTls tls,
            List<Certificates.Pair> pairs,
            CompletableFuture<ServerIdentity> identity,
            CompletableFuture<String> preferredArn,
            Instant until) {

        boolean isOf(CompiledTls current, List<Certificates.Pair> currentPairs, Instant now) {
            return tls.equals(current)
                    && pairs.equals(currentPairs)
                    && until.isAfter(now)
                    && !identity.isCompletedExceptionally();
        }
    }

    /**
     * Identities of listeners.
     *
     * @param snapshot the current one, read for each connection
     * @param worker for what takes milliseconds
     */
    public ListenerIdentities(
            Supplier<AlbSnapshot> snapshot, Certificates certificates, Executor worker, InstantSource clock) {
        this.snapshot = snapshot;
        this.certificates = certificates;
        this.worker = worker;
        this.clock = clock;
    }

    /** The identities of one listener, for its sockets; where it does not end TLS, clients that speak it get none. */
    public ServerIdentities of(String listenerArn) {
        return (serverName, local) -> identity(listenerArn, serverName);
    }

    /** Whether the listener ends TLS. */
    public boolean endsTls(String listenerArn) {
        return snapshot.get().tls(listenerArn).isPresent();
    }

    /**
     * Who the listener is to a client that asks for {@code serverName}; fails where it does not end TLS, or its
     * certificate is gone.
     */
    public CompletableFuture<ServerIdentity> identity(String listenerArn, String serverName) {
        Optional<CompiledTls> found = snapshot.get().tls(listenerArn);
        if (found.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the listener " + listenerArn + " does not end TLS"));
        }
        CompiledTls tls = found.get();
        Map<String, Certificates.Pair> byArn = new LinkedHashMap<>();
        certificates.find(tls.certificateArn()).ifPresent(pair -> byArn.put(tls.certificateArn(), pair));
        if (byArn.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the certificate " + tls.certificateArn() + " does not exist"));
        }
        tls.moreCertificateArns().forEach(arn -> certificates.find(arn).ifPresent(pair -> byArn.put(arn, pair)));
        List<Certificates.Pair> pairs = List.copyOf(byArn.values());
        Asked asked = new Asked(listenerArn, serverName);
        Instant now = clock.instant();
        synchronized (kept) {
            Kept known = kept.get(asked);
            if (known != null && known.isOf(tls, pairs, now)) {
                return known.identity();
            }
            CompletableFuture<ServerIdentity> identity = new CompletableFuture<>();
            CompletableFuture<String> preferredArn = new CompletableFuture<>();
            kept.put(asked, new Kept(tls, pairs, identity, preferredArn, now.plus(KEPT_FOR)));
            make(identity, tls, pairs, serverName, listenerArn);
            prefer(preferredArn, byArn, serverName);
            return identity;
        }
    }

    /**
     * The ARN of the certificate that the listener prefers to show to a client that asks for {@code serverName}; empty
     * where it does not end TLS. Of a name that nobody has asked for by TLS yet, that of the default certificate.
     */
    public Optional<String> certificateArn(String listenerArn, String serverName) {
        Optional<CompiledTls> tls = snapshot.get().tls(listenerArn);
        if (tls.isEmpty() || tls.get().moreCertificateArns().isEmpty()) {
            return tls.map(CompiledTls::certificateArn);
        }
        synchronized (kept) {
            Kept known = kept.get(new Asked(listenerArn, serverName));
            boolean made = known != null && known.preferredArn().isDone();
            return Optional.of(made ? known.preferredArn().join() : tls.get().certificateArn());
        }
    }

    /** Keys and certificates are read once more, where there is a choice; the handshake does not wait for it. */
    private void prefer(
            CompletableFuture<String> preferredArn, Map<String, Certificates.Pair> byArn, String serverName) {
        List<String> arns = List.copyOf(byArn.keySet());
        if (arns.size() == 1) {
            preferredArn.complete(arns.get(0));
            return;
        }
        List<Certificates.Pair> pairs = List.copyOf(byArn.values());
        try {
            worker.execute(() -> {
                try {
                    preferredArn.complete(arns.get(IdentityMaking.preferred(pairs, serverName, clock.instant())));
                } catch (GeneralSecurityException e) {
                    preferredArn.complete(arns.get(0)); // there is no TLS either, which is said elsewhere
                }
            });
        } catch (RejectedExecutionException e) {
            preferredArn.complete(arns.get(0));
        }
    }

    private void make(
            CompletableFuture<ServerIdentity> identity,
            CompiledTls tls,
            List<Certificates.Pair> pairs,
            String serverName,
            String listenerArn) {
        try {
            worker.execute(() -> {
                try {
                    identity.complete(IdentityMaking.of(tls, pairs, serverName, clock.instant()));
                } catch (Exception | LinkageError e) {
                    LOG.warn("No TLS at {} for {}: {}", listenerArn, serverName, e.toString());
                    identity.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            identity.completeExceptionally(e);
        }
    }
}
