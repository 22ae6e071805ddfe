package io.underpass.alb.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A set of targets that serve the same requests.
 *
 * <p>Threads: immutable.
 *
 * @param protocol HTTP, or TCP and the like where it is a network load balancer's; empty for a function
 * @param protocolVersion of HTTP; empty for other protocols
 * @param targetType instance, ip, lambda or alb
 * @param targets by {@link TargetDescription#key()}
 * @param attributes what was set; defaults are filled in on reading
 */
public record TargetGroup(
        Scope scope,
        String targetGroupArn,
        String targetGroupName,
        String protocol,
        String protocolVersion,
        int port,
        String vpcId,
        String targetType,
        String ipAddressType,
        HealthCheck healthCheck,
        PSortedMap<String, TargetDescription> targets,
        Map<String, String> attributes,
        PSortedMap<String, String> tags) {

    /**
     * How targets are checked.
     *
     * @param port a number, or {@code traffic-port}; empty for a function
     * @param protocol HTTP, HTTPS or TCP; empty for a function
     * @param path path and query; empty for TCP
     * @param matcher codes that count as healthy; none for TCP
     */
    public record HealthCheck(
            boolean enabled,
            String protocol,
            String port,
            String path,
            int intervalSeconds,
            int timeoutSeconds,
            int healthyThresholdCount,
            int unhealthyThresholdCount,
            HttpCodes matcher) {

        /** Whether it asks for a path and looks at a status. */
        public boolean overHttp() {
            return !protocol.equals("TCP");
        }
    }

    /**
     * A registered target.
     *
     * @param id an instance id, an address, a name that DNS resolves, or the ARN of a load balancer
     * @param port where it listens: the registration's own port, else the group's
     * @param availabilityZone as given
     * @param deregisteredAt set once it is deregistered: it is {@code draining} for the group's deregistration delay
     *     from then on, and gone afterwards
     */
    public record TargetDescription(
            String id, int port, Optional<String> availabilityZone, Optional<Instant> deregisteredAt) {

        /** What makes a registration unique within its group. */
        public String key() {
            return id + ":" + port;
        }
    }

    /** Whether its one target is a Lambda function: then it has no protocol, no port, no VPC. */
    public boolean lambda() {
        return targetType.equals("lambda");
    }

    /** Whether network load balancers use it. */
    public boolean network() {
        return !lambda() && !protocol.equals("HTTP") && !protocol.equals("HTTPS");
    }

    /** This group checking its targets otherwise. */
    public TargetGroup withHealthCheck(HealthCheck other) {
        return copy(other, targets, attributes, tags);
    }

    /** This group with other targets. */
    public TargetGroup withTargets(PSortedMap<String, TargetDescription> others) {
        return copy(healthCheck, others, attributes, tags);
    }

    /** This group with other attributes set. */
    public TargetGroup withAttributes(Map<String, String> set) {
        return copy(healthCheck, targets, set, tags);
    }

    /** This group with other tags. */
    public TargetGroup withTags(PSortedMap<String, String> others) {
        return copy(healthCheck, targets, attributes, others);
    }

    private TargetGroup copy(
            HealthCheck newHealthCheck,
            PSortedMap<String, TargetDescription> newTargets,
            Map<String, String> newAttributes,
            PSortedMap<String, String> newTags) {
        return new TargetGroup(
                scope,
                targetGroupArn,
                targetGroupName,
                protocol,
                protocolVersion,
                port,
                vpcId,
                targetType,
                ipAddressType,
                newHealthCheck,
                newTargets,
                newAttributes,
                newTags);
    }
}
