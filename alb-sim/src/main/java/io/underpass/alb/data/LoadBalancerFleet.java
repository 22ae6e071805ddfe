package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Targets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.aws.Ids;
import io.underpass.wire.FlowObserver;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.Upstream;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All load balancers at work: leads from a name to the service that answers for it, in the newest snapshot.
 *
 * <p>Threads: safe, never blocks; {@link #follow} is called by one thread at a time.
 */
public final class LoadBalancerFleet {

    private final InstantSource clock;
    private final Phases phases;
    private volatile Roster latest;

    /**
     * Serves nothing until it is told to {@link #follow}, reaches no identity provider, knows no Lambda function, and tells
     * nobody how it goes.
     *
     * @param health what is known of targets
     * @param targets how they are reached
     * @param ids for trace ids; called once a request, on event loops
     */
    public LoadBalancerFleet(HealthStates health, Targets targets, Ids ids, InstantSource clock, AlbSettings settings) {
        this(
                health,
                targets,
                LambdaTargets.NONE,
                Workers.NONE,
                ids,
                clock,
                settings,
                AuthenticationSettings.NONE,
                Observers.none());
    }

    /**
     * Serves nothing until it is told to {@link #follow}.
     *
     * @param health what is known of targets
     * @param targets how they are reached
     * @param functions how targets that are functions are called
     * @param workers make large events and read large answers of functions, verify tokens and seal sessions
     * @param ids for trace ids; called once a request, on event loops
     * @param authentication how it is found out who somebody is
     * @param observers told how it goes
     */
    public LoadBalancerFleet(
            HealthStates health,
            Targets targets,
            LambdaTargets functions,
            Workers workers,
            Ids ids,
            InstantSource clock,
            AlbSettings settings,
            AuthenticationSettings authentication,
            Observers observers) {
        this.clock = clock;
        this.phases = new Phases(health, targets, functions, workers, ids, clock, settings, authentication, observers);
        this.latest = new Roster(AlbSnapshot.EMPTY, phases, clock);
    }

    /**
     * Says how a listener is reached that is a network load balancer's target; to be called before the first {@link
     * #follow}, where some load balancers run elsewhere. Without it all are in this process.
     */
    public void reachBy(Function<Lookup.Found, Upstream> ways) {
        phases.ways(ways);
    }

    /**
     * Takes over a newly published snapshot and forgets whose turn it is where nothing takes turns any more; to be called
     * after every publication, in their order. Requests that have begun keep the snapshot they began with.
     */
    public void follow(AlbSnapshot snapshot) {
        boolean authenticates = snapshot.loadBalancers().values().stream()
                .flatMap(loadBalancer -> loadBalancer.listeners().values().stream())
                .anyMatch(CompiledListener::authenticates);
        if (authenticates) {
            phases.authenticating(); // made here, rather than with the first request, on its event loop
        }
        latest = new Roster(snapshot, phases, clock);
        phases.picker().retain(snapshot);
        phases.flows().sweep();
        phases.observers().metrics().keepOnly(snapshot);
    }

    /**
     * Finds a listener.
     *
     * @param arn a load balancer's ARN, or a listener's: then scheme and port do not count (a guess)
     * @param scheme http or https
     * @param port where the load balancer listens
     */
    public Lookup find(String arn, String scheme, int port) {
        return latest.find(arn, scheme, port);
    }

    /**
     * Where a network load balancer's listener passes a new connection on to.
     *
     * @param client the other end of the connection
     */
    public FlowTarget flow(String listenerArn, InetSocketAddress client) {
        return latest.flow(listenerArn, client);
    }

    /**
     * Counts and logs the connections of a network load balancer's listener, which speaks what it speaks when they are made.
     */
    public FlowObserver flows(String listenerArn) {
        LoadBalancerMetrics metrics = phases.observers().metrics();
        return client -> latest.listener(listenerArn)
                .map(at -> {
                    FlowCounts counts = new FlowCounts(
                            metrics.ofListener(listenerArn).here(),
                            at.listener().secure());
                    return FlowLog.of(at, phases, client)
                            .<FlowObserver.Flowing>map(log -> new LoggedFlow(counts, log))
                            .orElse(counts);
                })
                .orElse(FlowObserver.Flowing.UNSEEN);
    }

    /**
     * Notes that a connection to a target has begun, so that it counts, and ends when the target's group says so.
     *
     * @param cut ends it, on any thread
     * @return to be called once it is over, on the same event loop
     */
    public Runnable flowBegins(FlowTarget.Registration registration, Runnable cut) {
        String groupArn = registration.targetGroupArn();
        FlowCounts counts =
                new FlowCounts(phases.observers().metrics().ofGroup(groupArn).here(), registration.tls());
        counts.begins();
        Runnable over = phases.flows().begins(new TargetKey(groupArn, registration.target()), cut);
        return () -> {
            counts.ended();
            over.run();
        };
    }

    /** A target has become unhealthy: what network load balancers have open to it ends, where its group says so. */
    public void targetFailed(String targetGroupArn, String target) {
        latest.targetGroup(targetGroupArn)
                .filter(group -> group.flows().cutsUnhealthy())
                .ifPresent(group -> phases.flows().cut(new TargetKey(targetGroupArn, target)));
    }

    /** How a listener that was found is reached, where it is a network load balancer's target. */
    Upstream way(Lookup.Found found) {
        return phases.ways().apply(found);
    }

    /** The DNS name of a load balancer; empty where there is none with this ARN. */
    Optional<String> dnsName(String arn) {
        return latest.loadBalancer(arn).map(CompiledLoadBalancer::dnsName);
    }

    /**
     * Finds a listener by the DNS name of its load balancer; {@code host} may end in a port, which does not count. TLS that
     * a network load balancer does not end has ended by then, so it cannot be passed on.
     */
    public Lookup findByDnsName(String host, String scheme, int port) {
        Roster roster = latest;
        Lookup lookup = roster.byDnsName(new HostField(host).name())
                .map(loadBalancer -> roster.find(loadBalancer.arn(), scheme, port))
                .orElseGet(Lookup.NoLoadBalancer::new);
        if (scheme.equals("https")
                && lookup instanceof Lookup.Found found
                && !roster.listener(found.listenerArn())
                        .map(entry -> entry.listener().secure())
                        .orElse(false)) {
            return new Lookup.NotEmulated(found.loadBalancerArn(), "https through its TCP listener on port " + port);
        }
        return lookup;
    }

    /**
     * How a socket behaves that is a listener's own: with its limits, times and pages, as they are when they count.
     *
     * @param listener finds it; called for every connection and every page
     */
    public ListenerSettings ownSocket(Supplier<Lookup> listener) {
        Supplier<Optional<ListenerEntry>> at = () ->
                listener.get() instanceof Lookup.Found found ? latest.listener(found.listenerArn()) : Optional.empty();
        return new OwnSocket(phases.answers(), at, new ConnectionLog(at, phases)).settings();
    }

    /** Whether the listener with this ARN lets in only clients whose certificate it has verified. */
    public boolean verifiesClients(String listenerArn) {
        return latest.verifiesClients(listenerArn);
    }

    /** The public key with this id, in PEM, by which targets verify the field {@code x-amzn-oidc-data}. */
    public Optional<String> publicKey(String keyId) {
        return phases.publicKey(keyId);
    }

    /**
     * Forgets what requests have left behind and nothing else forgets: whose turn it is, what was counted, and the keys of
     * who issues tokens. Requests that are being answered go on.
     */
    public void forget() {
        phases.forget();
    }

    /** Where something can be made to go wrong. */
    public FaultPoints faults() {
        return phases.faults();
    }

    /** The public keys that there are by now, in PEM, by their ids. */
    public Map<String, String> publicKeys() {
        return phases.publicKeys();
    }

    /** Ends what a deregistered target is answering still. */
    void cutOff(String targetGroupArn, String target) {
        phases.picker().cutOff(targetGroupArn, target);
        latest.targetGroup(targetGroupArn)
                .filter(group -> group.flows().cutsDeregistered())
                .ifPresent(group -> phases.flows().cut(new TargetKey(targetGroupArn, target)));
    }

    /** The load balancer whose DNS name {@code host} is; a port in it does not count. */
    public Optional<DnsMatch> byDnsName(String host) {
        return latest.byDnsName(new HostField(host).name())
                .map(loadBalancer -> new DnsMatch(loadBalancer.arn(), loadBalancer.internal()));
    }
}
