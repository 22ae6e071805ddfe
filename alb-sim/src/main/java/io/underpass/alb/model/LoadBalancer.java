package io.underpass.alb.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pcollections.PSortedMap;

/**
 * A load balancer.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param dnsName <code>[internal-]NAME-NUMBER.REGION.elb.amazonaws.com</code>
 * @param scheme internet-facing or internal
 * @param activeAt when it is done with provisioning
 * @param attributes what was set; defaults are filled in on reading
 * @param tags by key
 */
public record LoadBalancer(
        Scope scope,
        String loadBalancerArn,
        String loadBalancerName,
        String dnsName,
        String canonicalHostedZoneId,
        Instant createdTime,
        Instant activeAt,
        String scheme,
        String vpcId,
        String type,
        List<AvailabilityZone> availabilityZones,
        List<String> securityGroups,
        String ipAddressType,
        Map<String, String> attributes,
        PSortedMap<String, String> tags) {

    /** One zone and the subnet in it. */
    public record AvailabilityZone(String zoneName, String subnetId) {}

    /** Whether it takes requests. */
    public enum State {
        /** Not yet. */
        PROVISIONING("provisioning"),
        /** It does. */
        ACTIVE("active");

        private final String code;

        State(String code) {
            this.code = code;
        }

        /** AWS's name. */
        public String code() {
            return code;
        }
    }

    /** What it is at {@code now}. */
    public State stateAt(Instant now) {
        return now.isBefore(activeAt) ? State.PROVISIONING : State.ACTIVE;
    }

    /** Whether only a VPC link may reach it. */
    public boolean internal() {
        return scheme.equals("internal");
    }

    /** This load balancer with other attributes set. */
    public LoadBalancer withAttributes(Map<String, String> set) {
        return copy(set, tags);
    }

    /** This load balancer with other tags. */
    public LoadBalancer withTags(PSortedMap<String, String> others) {
        return copy(attributes, others);
    }

    private LoadBalancer copy(Map<String, String> newAttributes, PSortedMap<String, String> newTags) {
        return new LoadBalancer(
                scope,
                loadBalancerArn,
                loadBalancerName,
                dnsName,
                canonicalHostedZoneId,
                createdTime,
                activeAt,
                scheme,
                vpcId,
                type,
                availabilityZones,
                securityGroups,
                ipAddressType,
                newAttributes,
                newTags);
    }
}
