package io.underpass.emulator.node;

import io.underpass.emulator.listeners.ListenerSockets;
import io.underpass.emulator.node.Report.ListenerSeen;
import io.underpass.wire.EventLoops;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.ListenerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The sockets of a node: one for each port of its load balancer.
 *
 * <p>Threads: confined to the worker; opening and closing wait.
 */
final class NodeListeners {

    private final EventLoops loops;
    private final IntFunction<HttpService> services;
    private final IntFunction<ListenerSettings> settings;
    private final ExchangeObserver observer;
    private final ListenerSockets<Integer> sockets;
    private Set<Integer> ports = Set.of();
    private InetAddress address = InetAddress.getLoopbackAddress();

    NodeListeners(
            EventLoops loops,
            IntFunction<HttpService> services,
            IntFunction<ListenerSettings> settings,
            ExchangeObserver observer,
            NodeLog log,
            Duration drain) {
        this.loops = loops;
        this.services = services;
        this.settings = settings;
        this.observer = observer;
        this.sockets = new ListenerSockets<>(log::say, drain);
    }

    /** Listens on {@code wanted} of {@code at} and nowhere else. */
    void follow(InetAddress at, Set<Integer> wanted) {
        address = at;
        ports = Set.copyOf(wanted);
        Map<Integer, ListenerSockets.Wanted> all = new HashMap<>();
        for (int port : ports) {
            all.put(
                    port,
                    new ListenerSockets.Wanted(
                            "listener on port " + port,
                            new InetSocketAddress(at, port),
                            free -> HttpListener.bind(
                                    loops, free, services.apply(port), observer, settings.apply(port))));
        }
        sockets.follow(all);
    }

    /** Tries again what did not succeed. */
    void retry() {
        sockets.retry();
    }

    /** Whether something is served. */
    boolean serves() {
        return ports.stream().anyMatch(port -> sockets.find(port).isPresent());
    }

    InetAddress address() {
        return address;
    }

    List<ListenerSeen> seen() {
        return ports.stream()
                .sorted()
                .map(port -> new ListenerSeen(port, sockets.problem(port)))
                .toList();
    }

    /** Stops accepting and lets running exchanges finish. */
    void drain() {
        sockets.drain();
    }
}
