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
 * @param tags beside the one that says whose it is
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
        List<Listener> listeners,
        Map<String, String> tags) {

    private static final int HTTP_PORT = 80;

    static final List<String> DEFAULT_SUBNETS = List.of("subnet-0a", "subnet-0b");

    /** Copies the collections. */
    public LoadBalancer {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        attributes = Lists.copy(attributes);
        targetGroups = List.copyOf(targetGroups);
        listeners = List.copyOf(listeners);
        tags = Lists.copy(tags);
    }

    /** An internal application load balancer, in subnets that nobody has to create. */
    public static LoadBalancer of(String name) {
        return new LoadBalancer(
                name, "application", "internal", DEFAULT_SUBNETS, List.of(), Map.of(), List.of(), List.of(), Map.of());
    }

    /** A network load balancer. */
    public LoadBalancer network() {
        return type("network");
    }

    /** Of another type. */
    public LoadBalancer type(String other) {
        return new LoadBalancer(
                name, other, scheme, subnets, securityGroups, attributes, targetGroups, listeners, tags);
    }

    /** Reached by its DNS name as well, not through links only. */
    public LoadBalancer internetFacing() {
        return scheme("internet-facing");
    }

    /** With another scheme. */
    public LoadBalancer scheme(String other) {
        return new LoadBalancer(name, type, other, subnets, securityGroups, attributes, targetGroups, listeners, tags);
    }

    /** In these subnets. */
    public LoadBalancer subnets(String... ids) {
        return new LoadBalancer(
                name, type, scheme, List.of(ids), securityGroups, attributes, targetGroups, listeners, tags);
    }

    /** With these security groups. */
    public LoadBalancer securityGroups(String... ids) {
        return new LoadBalancer(name, type, scheme, subnets, List.of(ids), attributes, targetGroups, listeners, tags);
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
                listeners,
                tags);
    }

    /** With a tag, {@code underpass:port} for instance: the port of its own on this machine where listeners are opened. */
    public LoadBalancer tag(String key, String value) {
        return new LoadBalancer(
                name,
                type,
                scheme,
                subnets,
                securityGroups,
                attributes,
                targetGroups,
                listeners,
                Lists.with(tags, key, value));
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
                listeners,
                tags);
    }

    /** With a listener on port 80 that forwards everything to these targets, {@code 127.0.0.1:8081} for instance. */
    public LoadBalancer forwardTo(String... targets) {
        return listener(HTTP_PORT, listener -> listener.forwardTo(targets));
    }

    /** With a listener on {@code port}: for HTTP, for TCP if this is a network load balancer by then. */
    public LoadBalancer listener(int port, UnaryOperator<Listener> settings) {
        Listener listener = settings.apply(Listener.of(port, type.equals("network") ? "TCP" : "HTTP"));
        return new LoadBalancer(
                name,
                type,
                scheme,
                subnets,
                securityGroups,
                attributes,
                targetGroups,
                Lists.with(listeners, listener),
                tags);
    }
}
