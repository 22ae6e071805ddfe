package io.underpass.emulator.node;

import io.underpass.emulator.node.Report.ListenerSeen;
import io.underpass.wire.EventLoops;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ServerIdentities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * The sockets of a node: one for each port of its load balancer. A port that cannot be listened on keeps none of the
 * others from serving, and is tried again.
 *
 * <p>Threads: confined to the worker; opening and closing wait.
 */
final class NodeListeners {

    private static final Duration SLACK = Duration.ofSeconds(1);

    private final EventLoops loops;
    private final IntFunction<HttpService> services;
    private final IntFunction<ServerIdentities> identities;
    private final ExchangeObserver observer;
    private final NodeLog log;
    private final Duration drain;
    private final Map<Integer, HttpListener> open = new HashMap<>();
    private final Map<Integer, String> problems = new TreeMap<>();
    private Map<Integer, Boolean> wanted = Map.of();
    private InetAddress address = InetAddress.getLoopbackAddress();

    NodeListeners(
            EventLoops loops,
            IntFunction<HttpService> services,
            IntFunction<ServerIdentities> identities,
            ExchangeObserver observer,
            NodeLog log,
            Duration drain) {
        this.loops = loops;
        this.services = services;
        this.identities = identities;
        this.observer = observer;
        this.log = log;
        this.drain = drain;
    }

    /** Listens on {@code ports} of {@code at} and nowhere else; each with TLS or without. */
    void follow(InetAddress at, Map<Integer, Boolean> ports) {
        Set<Integer> superfluous = new HashSet<>(open.keySet());
        if (at.equals(address)) {
            superfluous.removeIf(port -> ports.containsKey(port) && ports.get(port).equals(wanted.get(port)));
        }
        address = at;
        wanted = Map.copyOf(ports);
        problems.keySet().retainAll(wanted.keySet());
        for (int port : superfluous) {
            HttpListener listener = open.remove(port);
            if (listener != null) {
                listener.drain(drain);
                log.say("No longer listening on " + shown(listener.address()));
            }
        }
        retry();
    }

    /** Tries again what did not succeed. */
    void retry() {
        wanted.forEach((port, secure) -> {
            if (!open.containsKey(port)) {
                open(port, secure);
            }
        });
    }

    private void open(int port, boolean secure) {
        ListenerSettings settings = ListenerSettings.defaults();
        try {
            HttpListener listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress(address, port),
                    services.apply(port),
                    observer,
                    secure ? settings.withIdentities(identities.apply(port)) : settings);
            open.put(port, listener);
            problems.remove(port);
            log.say("Listening on " + shown(listener.address()));
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(problems.put(port, problem))) {
                log.say("The listener on port " + port + " is not served: " + problem);
            }
        }
    }

    /** Whether something is served. */
    boolean serves() {
        return !open.isEmpty();
    }

    InetAddress address() {
        return address;
    }

    List<ListenerSeen> seen() {
        return wanted.keySet().stream()
                .sorted()
                .map(port -> new ListenerSeen(port, problems.getOrDefault(port, "")))
                .toList();
    }

    /** Stops accepting and lets running exchanges finish. */
    void drain() {
        wanted = Map.of();
        CompletableFuture<?>[] emptied = open.values().stream()
                .map(listener -> listener.drain(drain).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(emptied).get(drain.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not finished by now is cut below.
        }
        open.values().forEach(HttpListener::close);
        open.clear();
    }

    private static String shown(InetSocketAddress bound) {
        return HostAndPort.of(bound).toString();
    }
}
