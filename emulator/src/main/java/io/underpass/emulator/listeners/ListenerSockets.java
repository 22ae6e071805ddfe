package io.underpass.emulator.listeners;

import io.underpass.wire.HostAndPort;
import io.underpass.wire.Listening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Sockets that accept connections, kept in step with what is wanted. One that cannot be listened on keeps none of the
 * others from serving, and is tried again.
 *
 * <p>Threads: confined to one thread at a time, since opening and closing wait; {@link #find} is safe.
 *
 * @param <K> what a socket is wanted for
 */
public final class ListenerSockets<K> {

    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Consumer<String> log;
    private final Duration drain;
    private final Map<K, Opened> open = new ConcurrentHashMap<>();
    private final Map<K, String> problems = new HashMap<>();
    private Map<K, Wanted> wanted = Map.of();

    private record Opened(InetSocketAddress asked, Listening listening) {}

    /** Opens a socket. */
    @FunctionalInterface
    public interface Opener {

        /** Listens on {@code address}; waits until it does. */
        Listening open(InetSocketAddress address) throws IOException;
    }

    /**
     * A socket that should be there.
     *
     * @param name for people, {@code listener on port 80} for instance
     * @param address where; with port 0 any free one, the same for as long as it is wanted
     */
    public record Wanted(String name, InetSocketAddress address, Opener opener) {}

    /**
     * None yet.
     *
     * @param log told in words what is opened and closed, and once of each problem
     * @param drain how long requests may go on when their socket closes
     */
    public ListenerSockets(Consumer<String> log, Duration drain) {
        this.log = log;
        this.drain = drain;
    }

    /** Opens what is wanted and not there, and closes what is not wanted, or wanted elsewhere. */
    public void follow(Map<K, Wanted> all) {
        wanted = Map.copyOf(all);
        problems.keySet().retainAll(wanted.keySet());
        for (K key : Set.copyOf(open.keySet())) {
            Opened opened = open.get(key);
            Wanted asked = wanted.get(key);
            if (opened != null && (asked == null || !asked.address().equals(opened.asked()))) {
                open.remove(key);
                opened.listening().drain(drain);
                log.accept("No longer listening on " + shown(opened.listening()));
            }
        }
        retry();
    }

    /** Tries again what did not succeed. */
    public void retry() {
        wanted.forEach((key, asked) -> {
            if (!open.containsKey(key)) {
                open(key, asked);
            }
        });
    }

    private void open(K key, Wanted asked) {
        try {
            Listening listening = asked.opener().open(asked.address());
            open.put(key, new Opened(asked.address(), listening));
            problems.remove(key);
            log.accept("Listening on " + shown(listening));
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(problems.put(key, problem))) {
                log.accept("The " + asked.name() + " is not served: " + problem);
            }
        }
    }

    /** The socket that is open for {@code key}. */
    public Optional<Listening> find(K key) {
        return Optional.ofNullable(open.get(key)).map(Opened::listening);
    }

    /** Why there is no socket for {@code key}; empty where there is one, or nobody wants one. */
    public String problem(K key) {
        return problems.getOrDefault(key, "");
    }

    /** Whether something is wanted and not there. */
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** Stops accepting and lets running exchanges finish. */
    public void drain() {
        wanted = Map.of();
        CompletableFuture<?>[] emptied = open.values().stream()
                .map(opened -> opened.listening().drain(drain).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(emptied).get(drain.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not finished by now is cut below.
        }
        open.values().forEach(opened -> opened.listening().close());
        open.clear();
    }

    private static String shown(Listening listening) {
        return HostAndPort.of(listening.address()).toString();
    }
}
