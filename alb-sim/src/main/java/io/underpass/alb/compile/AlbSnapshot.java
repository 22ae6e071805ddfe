package io.underpass.alb.compile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All load balancers as requests see them.
 *
 * <p>Threads: immutable.
 */
public final class AlbSnapshot {

    /** Nothing. */
    public static final AlbSnapshot EMPTY = new AlbSnapshot(Map.of(), Map.of(), Map.of());

    private final Map<String, CompiledLoadBalancer> loadBalancers;
    private final Map<String, CompiledTargetGroup> targetGroups;
    private final Map<String, CompiledTls> tls;
    private final Map<String, CompiledLoadBalancer> byDnsName = new HashMap<>();
    private final Map<String, ListenerEntry> listeners = new HashMap<>();
    private volatile Map<String, CompiledLoadBalancer> users =
            Map.of(); // Made when first asked for; whoever does so makes the same.

    /** A listener and the load balancer it belongs to. */
    public record ListenerEntry(CompiledLoadBalancer loadBalancer, CompiledListener listener) {}

    AlbSnapshot(
            Map<String, CompiledLoadBalancer> loadBalancers,
            Map<String, CompiledTargetGroup> targetGroups,
            Map<String, CompiledTls> tls) {
        this.tls = Map.copyOf(tls);
        this.loadBalancers = Map.copyOf(loadBalancers);
        this.targetGroups = Map.copyOf(targetGroups);
        for (CompiledLoadBalancer loadBalancer : loadBalancers.values()) {
            byDnsName.put(loadBalancer.dnsName().toLowerCase(Locale.ROOT), loadBalancer);
            for (CompiledListener listener : loadBalancer.listeners().values()) {
                listeners.put(listener.arn(), new ListenerEntry(loadBalancer, listener));
            }
        }
    }

    /** This snapshot without these load balancers and the target groups that their rules name. */
    public AlbSnapshot without(Set<String> loadBalancerArns) {
        if (loadBalancerArns.isEmpty()) {
            return this;
        }
        Map<String, CompiledLoadBalancer> others = new HashMap<>(loadBalancers);
        Map<String, CompiledTargetGroup> otherGroups = new HashMap<>(targetGroups);
        for (String arn : loadBalancerArns) {
            Optional.ofNullable(others.remove(arn)).stream()
                    .flatMap(gone -> gone.listeners().values().stream())
                    .flatMap(CompiledListener::targetGroups)
                    .forEach(otherGroups::remove);
        }
        return new AlbSnapshot(others, otherGroups, tls);
    }

    /** All load balancers, by ARN. */
    public Map<String, CompiledLoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    /** The load balancer with this ARN. */
    public Optional<CompiledLoadBalancer> loadBalancer(String arn) {
        return Optional.ofNullable(loadBalancers.get(arn));
    }

    /** The load balancer with this DNS name, taken without case. */
    public Optional<CompiledLoadBalancer> byDnsName(String dnsName) {
        return Optional.ofNullable(byDnsName.get(dnsName.toLowerCase(Locale.ROOT)));
    }

    /** The listener with this ARN. */
    public Optional<ListenerEntry> listener(String arn) {
        return Optional.ofNullable(listeners.get(arn));
    }

    /** How the listener with this ARN ends TLS; empty where there is none that does. */
    public Optional<CompiledTls> tls(String listenerArn) {
        return Optional.ofNullable(tls.get(listenerArn));
    }

    /** Whether there is a rule with this ARN that shares its requests out between groups. */
    public boolean sharesOut(String ruleArn) {
        String listenerArn = ruleArn.substring(0, ruleArn.lastIndexOf('/')).replace(":listener-rule/", ":listener/");
        return listener(listenerArn)
                .filter(entry -> entry.listener().sharesOut(ruleArn))
                .isPresent();
    }

    /** The load balancer whose rules name the target group with this ARN: never more than one. */
    public Optional<CompiledLoadBalancer> userOf(String targetGroupArn) {
        Map<String, CompiledLoadBalancer> known = users;
        if (known.isEmpty() && !targetGroups.isEmpty()) {
            Map<String, CompiledLoadBalancer> found = new HashMap<>();
            for (CompiledLoadBalancer each : loadBalancers.values()) {
                each.listeners().values().stream()
                        .flatMap(CompiledListener::targetGroups)
                        .forEach(arn -> found.put(arn, each));
            }
            known = Map.copyOf(found);
            users = known;
        }
        return Optional.ofNullable(known.get(targetGroupArn));
    }

    /** The target groups that a rule or a default action names, by ARN. */
    public Map<String, CompiledTargetGroup> targetGroups() {
        return targetGroups;
    }

    /** The target group with this ARN, if it is one of {@link #targetGroups}. */
    public Optional<CompiledTargetGroup> targetGroup(String arn) {
        return Optional.ofNullable(targetGroups.get(arn));
    }
}
