package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Targets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.aws.Ids;
import java.time.InstantSource;
import java.util.Optional;

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
     * Serves nothing until it is told to {@link #follow}, reaches no identity provider and knows no Lambda function.
     *
     * @param health what is known of targets
     * @param targets how they are reached
     * @param ids for trace ids; called once a request, on event loops
     */
    public LoadBalancerFleet(
            HealthStates health, Targets targets, Ids ids, InstantSource clock, AlbSettings settings) {
        this(health, targets, LambdaTargets.NONE, Workers.NONE, ids, clock, settings, AuthenticationSettings.NONE);
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
     */
    public LoadBalancerFleet(
            HealthStates health,
            Targets targets,
            LambdaTargets functions,
            Workers workers,
            Ids ids,
            InstantSource clock,
            AlbSettings settings,
            AuthenticationSettings authentication) {
        this.clock = clock;
        this.phases = new Phases(health, targets, functions, workers, ids, clock, settings, authentication);
        this.latest = new Roster(AlbSnapshot.EMPTY, phases, clock);
    }

    /**
     * Takes over a newly published snapshot and forgets whose turn it is where nothing takes turns any more; to be called
     * after every publication, in their order. Requests that have begun keep the snapshot they began with.
     */
    public void follow(AlbSnapshot snapshot) {
        latest = new Roster(snapshot, phases, clock);
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
        return latest.find(arn, scheme, port);
    }

    /** Finds a listener by the DNS name of its load balancer; {@code host} may end in a port, which does not count. */
    public Lookup findByDnsName(String host, String scheme, int port) {
        Roster roster = latest;
        return roster.byDnsName(new HostField(host).name())
                .map(loadBalancer -> roster.find(loadBalancer.arn(), scheme, port))
                .orElseGet(Lookup.NoLoadBalancer::new);
    }

    /** The public key with this id, in PEM, by which targets verify the field {@code x-amzn-oidc-data}. */
    public Optional<String> publicKey(String keyId) {
        return phases.authenticating().publicKey(keyId);
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
}
