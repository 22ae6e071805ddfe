package io.underpass.alb.data;

import io.underpass.alb.Certificates;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTls;
import io.underpass.wire.ServerIdentities;
import io.underpass.wire.ServerIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who the listeners that end TLS are to their clients, by what is configured now. An identity is made when the first
 * client needs it and kept until something of it changes.
 *
 * <p>Threads: safe, never blocks; identities are made by the worker.
 */
public final class ListenerIdentities {

    /** Of listeners; those of others are made again when they are asked for. */
    private static final int MAX_KEPT = 1024;

    private final Supplier<AlbSnapshot> snapshot;
    private final Certificates certificates;
    private final Executor worker;
    private final InstantSource clock;
    private final Map<String, ShownIdentities> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ShownIdentities> eldest) {
            return size() > MAX_KEPT;
        }
    };

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

    /**
     * The identities of one listener, for its sockets. Where it no longer ends TLS, those that it had last: a client that
     * asks had connected before. Where it never did, there are none.
     */
    public ServerIdentities of(String listenerArn) {
        return (serverName, local) -> {
            ShownIdentities last = endsTls(listenerArn) ? null : lastOf(listenerArn);
            return last == null ? identity(listenerArn, serverName) : last.identity(serverName, clock.instant());
        };
    }

    private @Nullable ShownIdentities lastOf(String listenerArn) {
        synchronized (kept) {
            return kept.get(listenerArn);
        }
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
        List<Certificates.Pair> pairs = new ArrayList<>();
        certificates.find(tls.certificateArn()).ifPresent(pairs::add);
        if (pairs.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the certificate " + tls.certificateArn() + " does not exist"));
        }
        tls.moreCertificateArns().forEach(arn -> certificates.find(arn).ifPresent(pairs::add));
        return shown(listenerArn, tls, pairs).identity(serverName, clock.instant());
    }

    /**
     * The ARN of the certificate that the listener prefers to show to a client that asks for {@code serverName}; empty
     * where it does not end TLS. As long as no client has, that of the default certificate.
     */
    public Optional<String> certificateArn(String listenerArn, String serverName) {
        Optional<CompiledTls> found = snapshot.get().tls(listenerArn);
        if (found.isEmpty() || found.get().moreCertificateArns().isEmpty()) {
            return found.map(CompiledTls::certificateArn);
        }
        List<String> arns = Stream.concat(
                        Stream.of(found.get().certificateArn()), found.get().moreCertificateArns().stream())
                .filter(arn -> certificates.find(arn).isPresent())
                .toList();
        ShownIdentities known = lastOf(listenerArn);
        int index = known == null ? 0 : known.preferred(serverName, clock.instant());
        return index < arns.size() ? Optional.of(arns.get(index)) : Optional.empty();
    }

    private ShownIdentities shown(String listenerArn, CompiledTls tls, List<Certificates.Pair> pairs) {
        synchronized (kept) {
            ShownIdentities known = kept.get(listenerArn);
            if (known != null && known.isOf(tls, pairs)) {
                return known;
            }
            ShownIdentities shown = new ShownIdentities(listenerArn, tls, pairs, worker, clock);
            kept.put(listenerArn, shown);
            return shown;
        }
    }
}
