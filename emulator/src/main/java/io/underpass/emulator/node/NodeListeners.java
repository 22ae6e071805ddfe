package io.underpass.emulator.node;

import io.underpass.emulator.listeners.ListenerSockets;
import io.underpass.emulator.node.Report.ListenerSeen;
import io.underpass.wire.EventLoops;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ServerIdentities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
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
    private final SettingsSource settings;
    private final IntFunction<ServerIdentities> identities;
    private final ExchangeObserver observer;
    private final ListenerSockets<Place> sockets;
    private Set<Place> places = Set.of();
    private InetAddress address = InetAddress.getLoopbackAddress();

    private record Place(int port, boolean secure) {}

    /** How the socket for a scheme on a port behaves. */
    @FunctionalInterface
    interface SettingsSource {
        ListenerSettings of(int port, String scheme);
    }

    NodeListeners(
            EventLoops loops,
            IntFunction<HttpService> services,
            SettingsSource settings,
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

    /** Listens on {@code ports} of {@code at} and nowhere else; each with TLS or without. */
    void follow(InetAddress at, Map<Integer, Boolean> ports) {
        address = at;
        Map<Place, ListenerSockets.Wanted> all = new HashMap<>();
        ports.forEach((port, secure) -> {
            Place place = new Place(port, secure);
            all.put(
                    place,
                    new ListenerSockets.Wanted(
                            "listener on port " + port, new InetSocketAddress(at, port), free -> open(place, free)));
        });
        places = Set.copyOf(all.keySet());
        sockets.follow(all);
    }

    private HttpListener open(Place place, InetSocketAddress free) throws IOException {
        ListenerSettings plain = settings.of(place.port(), place.secure() ? "https" : "http");
        return HttpListener.bind(
                loops,
                free,
                services.apply(place.port()),
                observer,
                place.secure() ? plain.withIdentities(identities.apply(place.port())) : plain);
    }

    /** Tries again what did not succeed. */
    void retry() {
        sockets.retry();
    }

    /** Whether something is served. */
    boolean serves() {
        return places.stream().anyMatch(place -> sockets.find(place).isPresent());
    }

    InetAddress address() {
        return address;
    }

    List<ListenerSeen> seen() {
        return places.stream()
                .sorted(Comparator.comparingInt(Place::port))
                .map(place -> new ListenerSeen(place.port(), sockets.problem(place)))
                .toList();
    }

    /** Stops accepting and lets running exchanges finish. */
    void drain() {
        sockets.drain();
    }
}
