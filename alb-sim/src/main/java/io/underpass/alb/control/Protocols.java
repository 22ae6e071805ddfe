package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;

import io.underpass.aws.AwsError;
import io.underpass.aws.shape.StringShape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which protocols listeners, target groups and health checks may speak. Threads: stateless. */
final class Protocols {

    /** All protocols that the service knows, those of other kinds of load balancers included. */
    static final StringShape ANY =
            enumeration("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC");

    private static final Set<String> OF_APPLICATIONS = Set.of("HTTP", "HTTPS");

    /** In the order of AWS's text. */
    private static final List<String> OF_NETWORKS = List.of("TLS", "TCP", "TCP_UDP", "UDP");

    /** The protocols of the target groups that a network load balancer's listener can lead to. */
    private static final Map<String, Set<String>> BEHIND = Map.of(
            "TCP", Set.of("TCP", "TCP_UDP"),
            "TLS", Set.of("TCP", "TLS"),
            "UDP", Set.of("UDP", "TCP_UDP"),
            "TCP_UDP", Set.of("TCP_UDP"));

    private Protocols() {}

    static void checkListener(LoadBalancerType type, String protocol) {
        if (type == LoadBalancerType.NETWORK) {
            refuseQuic(protocol, "listeners");
            if (!isNetwork(protocol)) {
                throw Refusals.validation(
                        "Listener protocol '" + protocol + "' must be one of '" + String.join(", ", OF_NETWORKS) + "'");
            }
            if (protocol.contains("UDP")) {
                throw AwsError.notEmulated("listeners of protocol '" + protocol + "'");
            }
            return;
        }
        if (!OF_APPLICATIONS.contains(protocol)) {
            throw Refusals.validation("Listener protocol '" + protocol + "' must be one of 'HTTP, HTTPS'");
        }
    }

    static void checkTargetGroup(String protocol) {
        refuseQuic(protocol, "target groups");
        if (!OF_APPLICATIONS.contains(protocol) && !isNetwork(protocol)) {
            throw AwsError.notEmulated("target groups of protocol '" + protocol + "'");
        }
    }

    /** Whether a network load balancer speaks it. */
    static boolean isNetwork(String protocol) {
        return OF_NETWORKS.contains(protocol);
    }

    /** Whether a listener can lead to a target group. */
    static boolean fit(String listener, String targetGroup) {
        return BEHIND.getOrDefault(listener, OF_APPLICATIONS).contains(targetGroup);
    }

    static void checkTargetGroupVersion(String version) {
        switch (version) {
            case "HTTP1", "HTTP2", "GRPC" -> {}
            default ->
                throw Refusals.validation("Protocol version '" + version + "' must be one of 'HTTP1, HTTP2, GRPC'");
        }
    }

    static void checkHealthCheck(String protocol, boolean network) {
        boolean known = OF_APPLICATIONS.contains(protocol) || (network && protocol.equals("TCP"));
        if (!known) {
            throw Refusals.validation("Health check protocol '" + protocol + "' must be one of '"
                    + (network ? "HTTP, HTTPS, TCP" : "HTTP, HTTPS") + "'");
        }
    }

    private static void refuseQuic(String protocol, String what) {
        if (protocol.contains("QUIC")) {
            throw AwsError.notEmulated(what + " of protocol '" + protocol + "'");
        }
    }
}
