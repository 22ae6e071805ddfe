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
 * @param createdTime it is {@code provisioning} for a while from then on, then {@code active}
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
