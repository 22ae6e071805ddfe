package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.wire.Upstream;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A load balancer of one snapshot with all that its requests need, made once a publication: for each listener its service
 * and the answer to those who look for it.
 *
 * <p>Threads: safe, lock-free.
 */
final class LoadBalancerAtWork {

    private final CompiledLoadBalancer loadBalancer;
    private final Entrance[] entrances;
    private final Map<String, NetworkListener> networkListeners = new HashMap<>();
    private final InstantSource clock;
    private boolean active; // Once true for ever; a thread that does not see it yet asks the clock itself.

    private record Entrance(CompiledListener listener, Lookup.Found found) {}

    /**
     * One at work.
     *
     * @param roster knows the load balancers of applications that a network load balancer may lead to
     */
    LoadBalancerAtWork(
            CompiledLoadBalancer loadBalancer,
            AlbSnapshot snapshot,
            Phases phases,
            InstantSource clock,
            Roster roster) {
        this.loadBalancer = loadBalancer;
        this.clock = clock;
        this.entrances = loadBalancer.listeners().values().stream()
                .filter(listener -> !loadBalancer.network() || isServed(listener))
                .map(listener -> entrance(listener, snapshot, phases, roster))
                .toArray(Entrance[]::new);
    }

    private Entrance entrance(CompiledListener listener, AlbSnapshot snapshot, Phases phases, Roster roster) {
        if (loadBalancer.network()) {
            FlowRoutes routes = new FlowRoutes(roster, phases, listener);
            ListenerEntry at = new ListenerEntry(loadBalancer, listener);
            NetworkListener network = new NetworkListener(phases, snapshot, at, routes);
            networkListeners.put(listener.arn(), network);
            FaultPoints faults = phases.faults();
            Upstream upstream = faults.before(new NetworkUpstream(network, routes, phases.flows(), faults), at);
            return new Entrance(
                    listener,
                    new Lookup.Found(
                            loadBalancer.scope(),
                            loadBalancer.arn(),
                            listener.arn(),
                            new NetworkService(upstream),
                            upstream));
        }
        AlbService service = new AlbService(phases, snapshot, new ListenerEntry(loadBalancer, listener));
        return new Entrance(
                listener, Lookup.Found.of(loadBalancer.scope(), loadBalancer.arn(), listener.arn(), service));
    }

    /** The listener for {@code scheme} on {@code port}. */
    Lookup find(String scheme, int port) {
        for (Entrance entrance : entrances) {
            if (entrance.listener.port() == port && takes(entrance.listener, scheme)) {
                return ifActive(entrance);
            }
        }
        return isActive() ? elsewhere(scheme, port) : notActive();
    }

    /** The listener with this ARN, which is one of its own. */
    Lookup find(String listenerArn) {
        for (Entrance entrance : entrances) {
            if (entrance.listener.arn().equals(listenerArn)) {
                return ifActive(entrance);
            }
        }
        CompiledListener other = loadBalancer.listeners().values().stream()
                .filter(listener -> listener.arn().equals(listenerArn))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no listener of " + loadBalancer.arn() + ": " + listenerArn));
        return isActive() ? notEmulated(other) : notActive();
    }

    /** Where its listener with this ARN passes on a connection of {@code client}. */
    FlowTarget flow(String listenerArn, InetSocketAddress client) {
        NetworkListener listener = networkListeners.get(listenerArn);
        if (listener == null || !isActive()) {
            return new FlowTarget.None(
                    loadBalancer.arn() + (isActive() ? " passes no connections on" : " is not active"));
        }
        return listener.target(client);
    }

    private static boolean isServed(CompiledListener listener) {
        return listener.protocol().equals("TCP") || listener.protocol().equals("TLS");
    }

    /** A listener of TCP does not look at what is spoken through it. */
    private static boolean takes(CompiledListener listener, String scheme) {
        return listener.scheme().equals(scheme) || listener.protocol().equals("TCP");
    }

    private Lookup elsewhere(String scheme, int port) {
        CompiledListener listener = loadBalancer.listeners().get(port);
        return loadBalancer.network() && listener != null && !isServed(listener)
                ? notEmulated(listener)
                : noListener(scheme, port);
    }

    private Lookup.NotEmulated notEmulated(CompiledListener listener) {
        return new Lookup.NotEmulated(
                loadBalancer.arn(), "its " + listener.protocol() + " listener on port " + listener.port());
    }

    private Lookup ifActive(Entrance entrance) {
        return isActive() ? entrance.found : notActive();
    }

    private boolean isActive() {
        if (active) {
            return true;
        }
        boolean now = loadBalancer.stateAt(clock.instant()) == State.ACTIVE;
        if (now) {
            active = true;
        }
        return now;
    }

    private Lookup.NotActive notActive() {
        return new Lookup.NotActive(loadBalancer.arn(), State.PROVISIONING.code());
    }

    private Lookup.NoListener noListener(String scheme, int port) {
        List<Integer> ports = List.copyOf(loadBalancer.listeners().keySet());
        String reason = Arrays.stream(entrances)
                .map(Entrance::listener)
                .filter(listener -> listener.port() == port)
                .map(listener -> "the listener on port " + port + " speaks " + listener.scheme() + ", not " + scheme)
                .findFirst()
                .orElseGet(() -> ports.isEmpty()
                        ? "the load balancer has no listeners"
                        : "no listener on port " + port + ", there are listeners on " + ports);
        return new Lookup.NoListener(loadBalancer.arn(), ports, reason);
    }
}
