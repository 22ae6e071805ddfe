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
    private Map<K, Wanted<K>> wanted = Map.of();

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
     * @param insteadOf what stays open for as long as this cannot be opened, wanted or not
     */
    public record Wanted<K>(String name, InetSocketAddress address, Opener opener, Optional<K> insteadOf) {

        /** A socket in whose place there is no other. */
        public Wanted(String name, InetSocketAddress address, Opener opener) {
            this(name, address, opener, Optional.empty());
        }
    }

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

    /**
     * Opens what is wanted and not there, then closes what is not wanted, or wanted elsewhere and open there: nobody is
     * without a socket meanwhile. What is in the way of another goes first all the same.
     */
    public void follow(Map<K, Wanted<K>> all) {
        wanted = Map.copyOf(all);
        problems.keySet().retainAll(wanted.keySet());
        settle();
    }

    /** Tries again what did not succeed. */
    public void retry() {
        settle();
    }

    private void settle() {
        Map<K, IOException> failed = openMissing();
        for (K key : Set.copyOf(open.keySet())) {
            Opened opened = open.get(key);
            if (opened != null && !isWanted(key, opened) && (!isNeeded(key) || isInTheWay(key, opened))) {
                open.remove(key);
                close(opened.listening());
            }
        }
        openMissing().forEach(failed::put);
        failed.keySet().removeIf(this::isOpen);
        problems.keySet().removeIf(key -> !failed.containsKey(key));
        failed.forEach(this::tell);
    }

    /** What could not be opened, and why; whoever is elsewhere moves. */
    private Map<K, IOException> openMissing() {
        Map<K, IOException> failed = new HashMap<>();
        wanted.forEach((key, asked) -> {
            if (isOpen(key)) {
                return;
            }
            try {
                Listening listening = asked.opener().open(asked.address());
                Opened before = open.put(key, new Opened(asked.address(), listening));
                log.accept("Listening on " + shown(listening));
                if (before != null) {
                    close(before.listening());
                }
            } catch (IOException e) {
                failed.put(key, e);
            }
        });
        return failed;
    }

    /** Whether {@code key} is open where it is wanted. */
    private boolean isOpen(K key) {
        Opened opened = open.get(key);
        return opened != null && isWanted(key, opened);
    }

    private boolean isWanted(K key, Opened opened) {
        Wanted<K> asked = wanted.get(key);
        return asked != null && asked.address().equals(opened.asked());
    }

    /** Whether {@code key} is still wanted, though elsewhere, or does in place of one that is not open. */
    private boolean isNeeded(K key) {
        return wanted.containsKey(key)
                || wanted.entrySet().stream()
                        .anyMatch(
                                each -> each.getValue().insteadOf().equals(Optional.of(key)) && !isOpen(each.getKey()));
    }

    /** Whether {@code opened}, of {@code key}, has the address that another is waiting for, or that it would move to itself. */
    private boolean isInTheWay(K key, Opened opened) {
        return wanted.entrySet().stream()
                .anyMatch(each -> !isOpen(each.getKey())
                        && overlap(
                                each.getValue().address(), opened, each.getKey().equals(key)));
    }

    private static boolean overlap(InetSocketAddress asked, Opened opened, boolean own) {
        InetSocketAddress has = opened.listening().address();
        if (asked.getPort() == 0 || asked.getPort() != has.getPort()) {
            return false;
        }
        boolean any = asked.getAddress().isAnyLocalAddress() || has.getAddress().isAnyLocalAddress();
        return any || (!own && asked.getAddress().equals(has.getAddress()));
    }

    private void close(Listening listening) {
        listening.drain(drain);
        log.accept("No longer listening on " + shown(listening));
    }

    private void tell(K key, IOException e) {
        Wanted<K> asked = wanted.get(key);
        Optional<Listening> still = find(key)
                .or(() -> asked == null ? Optional.empty() : asked.insteadOf().flatMap(this::find));
        String problem = e.getMessage()
                + still.map(socket -> "; meanwhile it stays on " + shown(socket))
                        .orElse("");
        if (asked != null && !problem.equals(problems.put(key, problem))) {
            log.accept("The " + asked.name() + " is not served: " + problem);
        }
    }

    /** The socket that is open for {@code key}. */
    public Optional<Listening> find(K key) {
        return Optional.ofNullable(open.get(key)).map(Opened::listening);
    }

    /** Why the socket for {@code key} is not where it is wanted; empty where it is, or nobody wants one. */
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
