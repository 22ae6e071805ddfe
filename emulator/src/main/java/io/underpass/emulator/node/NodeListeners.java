package io.underpass.emulator.node;

import io.underpass.emulator.listeners.ListenerSockets;
import io.underpass.emulator.node.Report.ListenerSeen;
import io.underpass.wire.EventLoops;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ServerIdentities;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The sockets of a node: one for each port of its load balancer.
 *
 * <p>Threads: confined to the worker, since opening and closing wait; {@link #lastAt} is safe.
 */
final class NodeListeners {

    private final EventLoops loops;
    private final IntFunction<HttpService> services;
    private final IntFunction<ListenerSettings> settings;
    private final IntFunction<ServerIdentities> identities;
    private final ExchangeObserver observer;
    private final ListenerSockets<Integer> sockets;
    private final Map<String, Integer> servedAt = new HashMap<>();
    private Map<String, Place> listeners = Map.of();
    private InetAddress address = InetAddress.getLoopbackAddress();
    private volatile Map<Integer, String> lastAt = Map.of();

    /** Where a listener wants to be, and whether TLS is spoken there. */
    record Place(int port, boolean secure) {}

    /**
     * None yet.
     *
     * @param services what answers on a port
     * @param settings how the socket of a port behaves, TLS apart
     * @param identities who the listener on a port is to clients that speak TLS
     * @param log told in words what is opened and closed
     * @param drain how long requests may go on when their socket closes
     */
    NodeListeners(
            EventLoops loops,
            IntFunction<HttpService> services,
            IntFunction<ListenerSettings> settings,
            IntFunction<ServerIdentities> identities,
            ExchangeObserver observer,
            NodeLog log,
            Duration drain) {
        this.loops = loops;
        this.services = services;
        this.settings = settings;
        this.identities = identities;
        this.observer = observer;
        this.sockets = new ListenerSockets<>(log::say, drain);
    }

    /**
     * Listens for {@code all}, by ARN, at {@code at} and nowhere else. A listener that has come to speak TLS, or no longer
     * does, keeps its socket; one that moves to a port that cannot be had stays where it is until it can.
     */
    void follow(InetAddress at, Map<String, Place> all) {
        address = at;
        listeners = Map.copyOf(all);
        servedAt.entrySet().removeIf(before -> isTaken(before.getValue(), before.getKey()));
        Map<Integer, ListenerSockets.Wanted<Integer>> wanted = new HashMap<>();
        all.forEach((arn, place) -> wanted.put(place.port(), wanted(arn, place, at)));
        all.values().forEach(place -> speak(place.port(), place));
        sockets.follow(wanted);
        note();
    }

    /** Whether {@code port} belongs to another listener than {@code arn} now, who cannot stay there then. */
    private boolean isTaken(int port, String arn) {
        return listeners.entrySet().stream()
                .anyMatch(
                        each -> each.getValue().port() == port && !each.getKey().equals(arn));
    }

    private ListenerSockets.Wanted<Integer> wanted(String arn, Place place, InetAddress at) {
        return new ListenerSockets.Wanted<>(
                "listener on port " + place.port(),
                new InetSocketAddress(at, place.port()),
                free -> HttpListener.bind(loops, free, services.apply(place.port()), observer, terms(place)),
                Optional.ofNullable(servedAt.get(arn)).filter(before -> before != place.port()));
    }

    /** The socket that is at {@code port}, if any, goes by what the listener is now. */
    private void speak(int port, Place place) {
        sockets.find(port)
                .filter(HttpListener.class::isInstance)
                .ifPresent(open -> ((HttpListener) open).settings(terms(place)));
    }

    private ListenerSettings terms(Place place) {
        ListenerSettings plain = settings.apply(place.port());
        return place.secure() ? plain.withIdentities(identities.apply(place.port())) : plain;
    }

    /** Where each listener is served by now. */
    private void note() {
        servedAt.keySet().retainAll(listeners.keySet());
        Map<Integer, String> known = new HashMap<>(lastAt);
        known.values().retainAll(listeners.keySet());
        listeners.forEach((arn, place) -> {
            if (sockets.find(place.port()).isPresent()) {
                servedAt.put(arn, place.port());
                known.put(place.port(), arn);
            } else {
                Optional.ofNullable(servedAt.get(arn)).ifPresent(before -> speak(before, place));
            }
        });
        lastAt = Map.copyOf(known);
    }

    /** The listener that {@code port} has last led to, wherever it is by now; empty where it led to none. Safe. */
    String lastAt(int port) {
        return lastAt.getOrDefault(port, "");
    }

    /** Tries again what did not succeed. */
    void retry() {
        if (sockets.hasProblems()) {
            sockets.retry();
            note();
        }
    }

    InetAddress address() {
        return address;
    }

    List<ListenerSeen> seen() {
        return listeners.values().stream()
                .map(Place::port)
                .distinct()
                .sorted()
                .map(port -> new ListenerSeen(port, sockets.problem(port)))
                .toList();
    }

    /** Stops accepting and lets running exchanges finish. */
    void drain() {
        sockets.drain();
    }
}
