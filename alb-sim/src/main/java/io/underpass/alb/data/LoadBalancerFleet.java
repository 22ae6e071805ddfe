package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.model.LoadBalancer.State;
import io.underpass.aws.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * All load balancers at work: leads from a name to the service that answers for it, in the newest snapshot.
 *
 * <p>Threads: safe, never blocks; {@link #follow} is called by one thread at a time.
 */
public final class LoadBalancerFleet {

    private final InstantSource clock;
    private final Phases phases;
    private volatile AlbSnapshot latest = AlbSnapshot.EMPTY;

    /**
     * Serves nothing until it is told to {@link #follow}.
     *
     * @param health what is known of targets
     * @param targets how they are reached
     * @param ids for trace ids; called once a request, on event loops
     */
    public LoadBalancerFleet(HealthStates health, Targets targets, Ids ids, InstantSource clock, AlbSettings settings) {
        this.clock = clock;
        this.phases = new Phases(health, targets, ids, clock, settings);
    }

    /**
     * Takes over a newly published snapshot and forgets whose turn it is where nothing takes turns any more; to be called
     * after every publication, in their order. Requests that have begun keep the snapshot they began with.
     */
    public void follow(AlbSnapshot snapshot) {
        latest = snapshot;
        phases.picker().retain(snapshot);
    }

    /**
     * Finds a listener.
     *
     * @param arn a load balancer's ARN, or a listener's: then scheme and port do not count (a guess)
     * @param scheme http or https
     * @param port where the load balancer listens
     */
    public Lookup find(String arn, String scheme, int port) {
        AlbSnapshot snapshot = latest;
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
        AlbSnapshot snapshot = latest;
        return snapshot.byDnsName(new HostField(host).name())
                .map(loadBalancer -> find(snapshot, loadBalancer, scheme, port))
                .orElseGet(Lookup.NoLoadBalancer::new);
    }

    /** Ends what a deregistered target is answering still. */
    void cutOff(String targetGroupArn, String target) {
        phases.picker().cutOff(targetGroupArn, target);
    }

    /** The load balancer whose DNS name {@code host} is; a port in it does not count. */
    public Optional<DnsMatch> byDnsName(String host) {
        return latest.byDnsName(new HostField(host).name())
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
}
