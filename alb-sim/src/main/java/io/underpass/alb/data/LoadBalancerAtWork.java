package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.model.LoadBalancer.State;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A load balancer of one snapshot with all that its requests need, made once a publication: for each listener its service
 * and the answer to those who look for it.
 *
 * <p>Threads: safe, lock-free.
 */
final class LoadBalancerAtWork {

    private final CompiledLoadBalancer loadBalancer;
    private final Entrance[] entrances;
    private final InstantSource clock;
    private boolean active; // Once true for ever; a thread that does not see it yet asks the clock itself.

    private record Entrance(CompiledListener listener, Lookup.Found found) {}

    LoadBalancerAtWork(CompiledLoadBalancer loadBalancer, AlbSnapshot snapshot, Phases phases, InstantSource clock) {
        this.loadBalancer = loadBalancer;
        this.clock = clock;
        this.entrances = listeners(loadBalancer)
                .map(listener -> entrance(listener, snapshot, phases))
                .toArray(Entrance[]::new);
    }

    private static Stream<CompiledListener> listeners(CompiledLoadBalancer loadBalancer) {
        return loadBalancer.network() ? Stream.empty() : loadBalancer.listeners().values().stream();
    }

    private Entrance entrance(CompiledListener listener, AlbSnapshot snapshot, Phases phases) {
        AlbService service = new AlbService(phases, snapshot, new ListenerEntry(loadBalancer, listener));
        return new Entrance(
                listener, Lookup.Found.of(loadBalancer.scope(), loadBalancer.arn(), listener.arn(), service));
    }

    /** The listener for {@code scheme} on {@code port}. */
    Lookup find(String scheme, int port) {
        if (loadBalancer.network()) {
            return withoutTraffic();
        }
        for (Entrance entrance : entrances) {
            if (entrance.listener.port() == port && entrance.listener.scheme().equals(scheme)) {
                return ifActive(entrance);
            }
        }
        return isActive() ? noListener(scheme, port) : notActive();
    }

    /** The listener with this ARN, which is one of its own. */
    Lookup find(String listenerArn) {
        if (loadBalancer.network()) {
            return withoutTraffic();
        }
        for (Entrance entrance : entrances) {
            if (entrance.listener.arn().equals(listenerArn)) {
                return ifActive(entrance);
            }
        }
        throw new IllegalArgumentException("no listener of " + loadBalancer.arn() + ": " + listenerArn);
    }

    private Lookup withoutTraffic() {
        return isActive() ? new Lookup.NetworkLoadBalancer(loadBalancer.arn()) : notActive();
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
