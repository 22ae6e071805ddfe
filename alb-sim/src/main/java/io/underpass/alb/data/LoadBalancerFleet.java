package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.aws.Ids;
import io.underpass.wire.Failure;
import io.underpass.wire.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * All load balancers at work: leads from a name to the service that answers for it, in the newest snapshot.
 *
 * <p>Threads: safe, never blocks.
 */
public final class LoadBalancerFleet {

    private final Supplier<AlbSnapshot> snapshots;
    private final InstantSource clock;
    private final Phases phases;
    private final AtomicReference<AlbSnapshot> seen = new AtomicReference<>(AlbSnapshot.EMPTY);

    /**
     * Serves what {@code snapshots} gives.
     *
     * @param snapshots the published snapshot, one volatile read
     * @param health what is known of targets
     * @param targets how they are reached
     * @param ids for trace ids; called once a request, on event loops
     */
    public LoadBalancerFleet(
            Supplier<AlbSnapshot> snapshots,
            HealthStates health,
            Targets targets,
            Ids ids,
            InstantSource clock,
            AlbSettings settings) {
        this.snapshots = snapshots;
        this.clock = clock;
        this.phases = new Phases(health, targets, ids, clock, settings);
    }

    /**
     * Finds a listener.
     *
     * @param arn a load balancer's ARN, or a listener's: then scheme and port do not count (a guess)
     * @param scheme http or https
     * @param port where the load balancer listens
     */
    public Lookup find(String arn, String scheme, int port) {
        AlbSnapshot snapshot = newest();
        Optional<ListenerEntry> listener = snapshot.listener(arn);
        if (listener.isPresent()) {
            return found(snapshot, listener.get());
        }
        return snapshot.loadBalancer(arn)
                .map(loadBalancer -> find(snapshot, loadBalancer, scheme, port))
                .orElseGet(Lookup.NoLoadBalancer::new);
    }

    /** Finds a listener by the DNS name of its load balancer; {@code host} may end in a port, which does not count. */
    public Lookup findByDnsName(String host, String scheme, int port) {
        AlbSnapshot snapshot = newest();
        return snapshot.byDnsName(HostField.name(host))
                .map(loadBalancer -> find(snapshot, loadBalancer, scheme, port))
                .orElseGet(Lookup.NoLoadBalancer::new);
    }

    /**
     * A service for a socket that is bound for a listener: every request is looked up anew, and dropped once the
     * listener is gone.
     */
    public HttpService bound(String listenerArn) {
        return exchange -> {
            if (find(listenerArn, "", 0) instanceof Lookup.Found found) {
                found.service().handle(exchange);
            } else {
                String reason = "no active listener " + listenerArn;
                exchange.trail().fail(TrailSteps.LISTENER, reason);
                exchange.abort(new Failure(Failure.Kind.CONNECT_REFUSED, reason));
            }
        };
    }

    /** Ends what a deregistered target is answering still. */
    void cutOff(String targetGroupArn, String target) {
        phases.picker().cutOff(targetGroupArn, target);
    }

    /** The load balancer whose DNS name {@code host} is; a port in it does not count. */
    public Optional<DnsMatch> byDnsName(String host) {
        return snapshots
                .get()
                .byDnsName(HostField.name(host))
                .map(loadBalancer -> new DnsMatch(loadBalancer.arn(), loadBalancer.internal()));
    }

    private Lookup find(AlbSnapshot snapshot, CompiledLoadBalancer loadBalancer, String scheme, int port) {
        Optional<CompiledListener> listener =
                Optional.ofNullable(loadBalancer.listeners().get(port));
        if (listener.filter(l -> l.scheme().equals(scheme)).isPresent()) {
            return found(snapshot, new ListenerEntry(loadBalancer, listener.get()));
        }
        State state = loadBalancer.stateAt(clock.instant());
        if (state != State.ACTIVE) {
            return new Lookup.NotActive(loadBalancer.arn(), state.code());
        }
        List<Integer> ports = List.copyOf(loadBalancer.listeners().keySet());
        String reason = listener.map(l -> "the listener on port " + port + " speaks " + l.scheme() + ", not " + scheme)
                .orElseGet(() -> ports.isEmpty()
                        ? "the load balancer has no listeners"
                        : "no listener on port " + port + ", there are listeners on " + ports);
        return new Lookup.NoListener(loadBalancer.arn(), ports, reason);
    }

    private Lookup found(AlbSnapshot snapshot, ListenerEntry at) {
        State state = at.loadBalancer().stateAt(clock.instant());
        return state == State.ACTIVE
                ? new Lookup.Found(at.loadBalancer().arn(), at.listener().arn(), new AlbService(phases, snapshot, at))
                : new Lookup.NotActive(at.loadBalancer().arn(), state.code());
    }

    /** The newest snapshot; the first to see it forgets what it no longer has. */
    private AlbSnapshot newest() {
        AlbSnapshot snapshot = snapshots.get();
        AlbSnapshot before = seen.get();
        if (before != snapshot && seen.compareAndSet(before, snapshot)) {
            phases.picker().retain(snapshot);
        }
        return snapshot;
    }
}
