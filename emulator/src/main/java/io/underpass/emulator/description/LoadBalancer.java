package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A load balancer. Threads: immutable.
 *
 * @param type {@code application} or {@code network}
 * @param scheme {@code internal} or {@code internet-facing}
 * @param subnets where it stands; by default two that nobody has to create
 * @param securityGroups its own; where there are none, AWS's default applies
 * @param attributes AWS's, by key; others keep their defaults
 * @param targetGroups those that actions name; others are described where they are used
 */
public record LoadBalancer(
        String name,
        String type,
        String scheme,
        List<String> subnets,
        List<String> securityGroups,
        Map<String, String> attributes,
        List<TargetGroup> targetGroups,
        List<Listener> listeners) {

    static final List<String> DEFAULT_SUBNETS = List.of("subnet-0a", "subnet-0b");

    /** Copies the collections. */
    public LoadBalancer {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        attributes = Lists.copy(attributes);
        targetGroups = List.copyOf(targetGroups);
        listeners = List.copyOf(listeners);
    }

    /** An internal application load balancer, in subnets that nobody has to create. */
    public static LoadBalancer of(String name) {
        return new LoadBalancer(
                name, "application", "internal", DEFAULT_SUBNETS, List.of(), Map.of(), List.of(), List.of());
    }

    /** A network load balancer. */
    public LoadBalancer network() {
        return type("network");
    }

    /** Of another type. */
    public LoadBalancer type(String other) {
        return new LoadBalancer(name, other, scheme, subnets, securityGroups, attributes, targetGroups, listeners);
    }

    /** Reached by its DNS name as well, not through links only. */
    public LoadBalancer internetFacing() {
        return scheme("internet-facing");
    }

    /** With another scheme. */
    public LoadBalancer scheme(String other) {
        return new LoadBalancer(name, type, other, subnets, securityGroups, attributes, targetGroups, listeners);
    }

    /** In these subnets. */
    public LoadBalancer subnets(String... ids) {
        return new LoadBalancer(name, type, scheme, List.of(ids), securityGroups, attributes, targetGroups, listeners);
    }

    /** With these security groups. */
    public LoadBalancer securityGroups(String... ids) {
        return new LoadBalancer(name, type, scheme, subnets, List.of(ids), attributes, targetGroups, listeners);
    }

    /** With one of AWS's attributes, {@code idle_timeout.timeout_seconds} for instance. */
    public LoadBalancer attribute(String key, String value) {
        return new LoadBalancer(
                name,
                type,
                scheme,
                subnets,
                securityGroups,
                Lists.with(attributes, key, value),
                targetGroups,
                listeners);
    }

    /** With a target group that actions can name. */
    public LoadBalancer targetGroup(String group, UnaryOperator<TargetGroup> settings) {
        return new LoadBalancer(
                name,
                type,
                scheme,
                subnets,
                securityGroups,
                attributes,
                Lists.with(targetGroups, settings.apply(TargetGroup.of(group))),
                listeners);
    }

    /** With a listener on {@code port}: for HTTP, for TCP if this is a network load balancer by then. */
    public LoadBalancer listener(int port, UnaryOperator<Listener> settings) {
        Listener listener = settings.apply(Listener.of(port, type.equals("network") ? "TCP" : "HTTP"));
        return new LoadBalancer(
                name, type, scheme, subnets, securityGroups, attributes, targetGroups, Lists.with(listeners, listener));
    }
}
