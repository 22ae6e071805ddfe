package io.underpass.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks another resolver once for all who want the same name at the same time: when many requests meet a name that
 * resolves slowly, one of the resolver's few threads waits for it and not all. Nothing is kept once it is answered.
 *
 * <p>Threads: safe.
 */
final class SharedLookups implements NameResolver {

    private final NameResolver resolver;
    private final Map<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    SharedLookups(NameResolver resolver) {
        this.resolver = resolver;
    }

    /** Never throws: a resolver that does has failed. */
    @Override
    public CompletionStage<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = running.putIfAbsent(host, mine);
        if (earlier != null) {
            return earlier;
        }
        try {
            resolver.resolve(host).whenComplete((addresses, cause) -> {
                running.remove(host, mine);
                if (cause == null) {
                    mine.complete(addresses);
                } else {
                    mine.completeExceptionally(cause);
                }
            });
        } catch (RuntimeException e) {
            running.remove(host, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }
}
