package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.model.LoadBalancer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Load balancers as answers show them. Threads: stateless. */
final class LoadBalancerView {

    /** AWS's name of the member. */
    static final String ENFORCED_ON_PRIVATE_LINK = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic";

    /** How times are written. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private LoadBalancerView() {}

    /** One that runs somewhere else shows its address in its first zone, as network load balancers do on AWS. */
    static ObjectNode render(LoadBalancer loadBalancer, Instant now, LoadBalancerPlaces places) {
        ObjectNode members = Answer.empty()
                .put("LoadBalancerArn", loadBalancer.loadBalancerArn())
                .put("DNSName", loadBalancer.dnsName())
                .put("CanonicalHostedZoneId", loadBalancer.canonicalHostedZoneId())
                .put("CreatedTime", TIME.format(loadBalancer.createdTime()))
                .put("LoadBalancerName", loadBalancer.loadBalancerName())
                .put("Scheme", loadBalancer.scheme())
                .put("VpcId", loadBalancer.vpcId());
        members.putObject("State").put("Code", loadBalancer.stateAt(now).code());
        members.put("Type", loadBalancer.type());
        addZones(members, loadBalancer);
        places.address(loadBalancer.loadBalancerArn()).ifPresent(address -> addPlace(members, address));
        if (!loadBalancer.securityGroups().isEmpty()) {
            members.set("SecurityGroups", Answer.texts(loadBalancer.securityGroups()));
        }
        members.put("IpAddressType", loadBalancer.ipAddressType());
        IpPools.addTo(members, loadBalancer);
        loadBalancer
                .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic()
                .ifPresent(enforced -> members.put(ENFORCED_ON_PRIVATE_LINK, enforced));
        return members;
    }

    /** Only addresses that somebody chose are shown (AWS's samples of DescribeLoadBalancers). */
    static void addZones(ObjectNode members, LoadBalancer loadBalancer) {
        ArrayNode zones = members.putArray("AvailabilityZones");
        for (LoadBalancer.AvailabilityZone zone : loadBalancer.availabilityZones()) {
            ArrayNode addresses = zones.addObject()
                    .put("ZoneName", zone.zoneName())
                    .put("SubnetId", zone.subnetId())
                    .putArray("LoadBalancerAddresses");
            zone.privateIpv4Address().ifPresent(address -> addresses.addObject().put("PrivateIPv4Address", address));
        }
    }

    private static void addPlace(ObjectNode members, String address) {
        members.withArray("/AvailabilityZones/0/LoadBalancerAddresses")
                .addObject()
                .put("PrivateIPv4Address", address);
    }
}
