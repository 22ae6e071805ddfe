package io.underpass.alb.data;

import io.underpass.alb.Certificates;
import io.underpass.alb.compile.CompiledTls;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.ServerIdentity.Holder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a listener shows as it is configured now. Its certificates are read once; an identity is made for each choice of
 * them, not for each name, since clients make up names.
 *
 * <p>Threads: safe, never blocks; what takes milliseconds is done by the worker.
 */
final class ShownIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(ShownIdentities.class);

    private final String listenerArn;
    private final CompiledTls tls;
    private final List<Certificates.Pair> pairs;
    private final Executor worker;
    private final CompletableFuture<TlsMaterial> material;
    private final Map<List<Holder>, CompletableFuture<ServerIdentity>> made = new ConcurrentHashMap<>();
    private volatile boolean refused;

    /** Begins to read what is needed; the default certificate is the first of {@code pairs}; {@code clock} tells which of clients' are good. */
    ShownIdentities(
            String listenerArn, CompiledTls tls, List<Certificates.Pair> pairs, Executor worker, InstantSource clock) {
        this.listenerArn = listenerArn;
        this.tls = tls;
        this.pairs = List.copyOf(pairs);
        this.worker = worker;
        this.material = onWorker(() -> TlsMaterial.read(tls, this.pairs, clock));
    }

    /** Whether it is of this, and whatever came of it holds: what only the worker has refused may be tried again. */
    boolean isOf(CompiledTls current, List<Certificates.Pair> currentPairs) {
        return !refused && tls.equals(current) && pairs.equals(currentPairs);
    }

    /** Who the listener is to clients that ask for {@code serverName}; which certificate is the best depends on the time. */
    CompletableFuture<ServerIdentity> identity(String serverName, Instant now) {
        return material.thenCompose(read -> {
            List<Holder> choice = CertificateChoice.of(read.holders(), serverName.toLowerCase(Locale.ROOT), now);
            return made.computeIfAbsent(choice, chosen -> onWorker(() -> ServerIdentity.of(chosen, read.terms())));
        });
    }

    /** Which of the certificates clients prefer that ask for {@code serverName}: its index; 0 as long as none was read. */
    int preferred(String serverName, Instant now) {
        if (!material.isDone() || material.isCompletedExceptionally()) {
            return 0;
        }
        List<Holder> holders = material.join().holders();
        return holders.indexOf(CertificateChoice.of(holders, serverName.toLowerCase(Locale.ROOT), now)
                .get(0));
    }

    private <T> CompletableFuture<T> onWorker(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception | LinkageError e) {
                    LOG.warn("No TLS at {}: {}", listenerArn, e.toString());
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            refused = true;
            result.completeExceptionally(e);
        }
        return result;
    }
}
