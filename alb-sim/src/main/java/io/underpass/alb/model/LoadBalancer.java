package io.underpass.alb.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A load balancer, of applications or of networks.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param dnsName <code>[internal-]NAME-NUMBER.REGION.elb.amazonaws.com</code>, of a network load balancer
 *     <code>NAME-ID.elb.REGION.amazonaws.com</code>
 * @param scheme internet-facing or internal
 * @param activeAt when it is done with provisioning
 * @param type application or network
 * @param securityGroups at least one, but of a network load balancer perhaps none
 * @param enforceSecurityGroupInboundRulesOnPrivateLinkTraffic on or off; only network load balancers with security
 *     groups have it
 * @param attributes what was set; defaults are filled in on reading
 * @param tags by key
 * @param ipv4IpamPoolId the pool that its public addresses are from, where its creator chose one
 * @param capacity how much it is to be ready for, where somebody said
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
        Optional<String> enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
        String ipAddressType,
        Map<String, String> attributes,
        PSortedMap<String, String> tags,
        Optional<String> ipv4IpamPoolId,
        Optional<CapacityReservation> capacity) {

    /**
     * A load balancer of applications, or one of networks without security groups, with AWS's own addresses and without
     * reserved capacity.
     */
    public LoadBalancer(
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
        this(
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
                Optional.empty(),
                ipAddressType,
                attributes,
                tags,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * One zone and the subnet in it.
     *
     * @param privateIpv4Address the address in it that the creator of a network load balancer chose
     */
    public record AvailabilityZone(String zoneName, String subnetId, Optional<String> privateIpv4Address) {

        /** A zone where nobody chose the address. */
        public AvailabilityZone(String zoneName, String subnetId) {
            this(zoneName, subnetId, Optional.empty());
        }
    }

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

    /** What it is at {@code now}; before it was made, since somebody has put time back, what it has become. */
    public State stateAt(Instant now) {
        return now.isBefore(activeAt) && !now.isBefore(createdTime) ? State.PROVISIONING : State.ACTIVE;
    }

    /** Whether only a VPC link may reach it. */
    public boolean internal() {
        return scheme.equals("internal");
    }

    /** Whether it passes connections on and knows nothing of HTTP. */
    public boolean network() {
        return type.equals("network");
    }

    /** This load balancer with other attributes set. */
    public LoadBalancer withAttributes(Map<String, String> set) {
        return copy(
                availabilityZones,
                securityGroups,
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
                ipAddressType,
                set,
                tags);
    }

    /** This load balancer with other tags. */
    public LoadBalancer withTags(PSortedMap<String, String> others) {
        return copy(
                availabilityZones,
                securityGroups,
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
                ipAddressType,
                attributes,
                others);
    }

    /** This load balancer in other zones, with addresses of another type perhaps. */
    public LoadBalancer withZones(List<AvailabilityZone> zones, String newIpAddressType) {
        return copy(
                zones,
                securityGroups,
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
                newIpAddressType,
                attributes,
                tags);
    }

    /** This load balancer behind other security groups. */
    public LoadBalancer withSecurityGroups(List<String> others, Optional<String> enforcedOnPrivateLink) {
        return copy(availabilityZones, others, enforcedOnPrivateLink, ipAddressType, attributes, tags);
    }

    /** This load balancer with public addresses from another pool, or from AWS's own. */
    public LoadBalancer withIpv4IpamPool(Optional<String> poolId) {
        return copy(poolId, capacity);
    }

    /** This load balancer with another capacity. */
    public LoadBalancer withCapacity(Optional<CapacityReservation> reserved) {
        return copy(ipv4IpamPoolId, reserved);
    }

    private LoadBalancer copy(Optional<String> poolId, Optional<CapacityReservation> reserved) {
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
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic,
                ipAddressType,
                attributes,
                tags,
                poolId,
                reserved);
    }

    private LoadBalancer copy(
            List<AvailabilityZone> newZones,
            List<String> newSecurityGroups,
            Optional<String> enforcedOnPrivateLink,
            String newIpAddressType,
            Map<String, String> newAttributes,
            PSortedMap<String, String> newTags) {
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
                newZones,
                newSecurityGroups,
                enforcedOnPrivateLink,
                newIpAddressType,
                newAttributes,
                newTags,
                ipv4IpamPoolId,
                capacity);
    }
}
