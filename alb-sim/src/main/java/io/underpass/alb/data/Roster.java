package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The load balancers of one snapshot at work.
 *
 * <p>Threads: safe, lock-free.
 */
final class Roster {

    private final AlbSnapshot snapshot;
    private final Map<String, LoadBalancerAtWork> byArn = new HashMap<>();

    Roster(AlbSnapshot snapshot, Phases phases, InstantSource clock) {
        this.snapshot = snapshot;
        for (CompiledLoadBalancer loadBalancer : snapshot.loadBalancers().values()) {
            byArn.put(loadBalancer.arn(), new LoadBalancerAtWork(loadBalancer, snapshot, phases, clock, this));
        }
    }

    /** Finds a listener by its load balancer's ARN or by its own. */
    Lookup find(String arn, String scheme, int port) {
        LoadBalancerAtWork loadBalancer = byArn.get(arn);
        return loadBalancer != null ? loadBalancer.find(scheme, port) : findListener(arn);
    }

    /** Where a listener of a network load balancer passes on a connection of {@code client}. */
    FlowTarget flow(String listenerArn, InetSocketAddress client) {
        Optional<LoadBalancerAtWork> owner = snapshot.listener(listenerArn)
                .map(entry -> byArn.get(entry.loadBalancer().arn()));
        return owner.isPresent()
                ? owner.get().flow(listenerArn, client)
                : new FlowTarget.None("there is no listener " + listenerArn);
    }

    /** The load balancer with this ARN. */
    Optional<CompiledLoadBalancer> loadBalancer(String arn) {
        return snapshot.loadBalancer(arn);
    }

    /** The load balancer with this DNS name. */
    Optional<CompiledLoadBalancer> byDnsName(String name) {
        return snapshot.byDnsName(name);
    }

    /** The listener with this ARN. */
    Optional<AlbSnapshot.ListenerEntry> listener(String arn) {
        return snapshot.listener(arn);
    }

    /** The target group with this ARN, if some rule names it. */
    Optional<CompiledTargetGroup> targetGroup(String arn) {
        return snapshot.targetGroup(arn);
    }

    /** Whether the listener with this ARN lets in only clients whose certificate it has verified. */
    boolean verifiesClients(String arn) {
        return snapshot.tls(arn).map(tls -> tls.mutual().verifies()).orElse(false);
    }

    private Lookup findListener(String arn) {
        return snapshot.listener(arn)
                .map(entry -> byArn.get(entry.loadBalancer().arn()))
                .map(loadBalancer -> loadBalancer.find(arn))
                .orElseGet(Lookup.NoLoadBalancer::new);
    }
}
