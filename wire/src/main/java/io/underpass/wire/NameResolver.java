package io.underpass.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Finds the addresses of a host name without blocking the caller.
 *
 * <p>Threads: safe; the stage may complete on any thread.
 */
@FunctionalInterface
public interface NameResolver {

    /** Knows no names, for callers that only use addresses. */
    NameResolver NONE = host -> CompletableFuture.failedFuture(new UnknownHostException("names are not resolved here"));

    /**
     * The addresses of {@code host}, at least one; fails with {@link UnknownHostException} where there is none, and with
     * another exception where that could not be found out. Whoever asks sets the limit of time.
     */
    CompletionStage<List<InetAddress>> resolve(String host);

    /**
     * The machine's own resolver (with {@code /etc/hosts} and what a container's DNS knows), run on {@code executor}
     * because it blocks. The JDK keeps answers for as long as the process says ({@code networkaddress.cache.ttl}, 30
     * seconds where it says nothing), so a small executor does.
     */
    static NameResolver system(Executor executor) {
        return host -> {
            try {
                return CompletableFuture.supplyAsync(() -> addresses(host), executor);
            } catch (RejectedExecutionException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }
}
