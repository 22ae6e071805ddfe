package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;

import io.underpass.aws.AwsError;
import io.underpass.aws.shape.StringShape;
import java.util.Set;

/** Which protocols listeners, target groups and health checks may speak. Threads: stateless. */
final class Protocols {

    /** All protocols that the service knows, those of other kinds of load balancers included. */
    static final StringShape ANY =
            enumeration("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC");

    private static final Set<String> OF_APPLICATIONS = Set.of("HTTP", "HTTPS");

    private Protocols() {}

    static void checkListener(String protocol) {
        if (!OF_APPLICATIONS.contains(protocol)) {
            throw Refusals.validation("Listener protocol '" + protocol + "' must be one of 'HTTP, HTTPS'");
        }
        refuseTls(protocol, "HTTPS listeners");
    }

    static void checkTargetGroup(String protocol) {
        if (!OF_APPLICATIONS.contains(protocol)) {
            throw AwsError.notEmulated("target groups of protocol '" + protocol + "'");
        }
        refuseTls(protocol, "target groups of protocol 'HTTPS'");
    }

    static void checkTargetGroupVersion(String version) {
        switch (version) {
            case "HTTP1" -> {}
            case "HTTP2", "GRPC" -> throw AwsError.notEmulated("target groups of protocol version '" + version + "'");
            default ->
                throw Refusals.validation("Protocol version '" + version + "' must be one of 'HTTP1, HTTP2, GRPC'");
        }
    }

    static void checkHealthCheck(String protocol) {
        if (!OF_APPLICATIONS.contains(protocol)) {
            throw Refusals.validation("Health check protocol '" + protocol + "' must be one of 'HTTP, HTTPS'");
        }
        refuseTls(protocol, "health checks over HTTPS");
    }

    private static void refuseTls(String protocol, String what) {
        if (protocol.equals("HTTPS")) {
            throw AwsError.notEmulated(what);
        }
    }
}
