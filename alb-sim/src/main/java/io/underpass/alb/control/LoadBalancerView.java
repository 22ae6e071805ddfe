package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.LoadBalancer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A load balancer as answers show it. Threads: immutable. */
record LoadBalancerView(Duration provisioning) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    ObjectNode render(LoadBalancer loadBalancer, Instant now) {
        ObjectNode members = Answer.empty()
                .put("LoadBalancerArn", loadBalancer.loadBalancerArn())
                .put("DNSName", loadBalancer.dnsName())
                .put("CanonicalHostedZoneId", loadBalancer.canonicalHostedZoneId())
                .put("CreatedTime", TIME.format(loadBalancer.createdTime()))
                .put("LoadBalancerName", loadBalancer.loadBalancerName())
                .put("Scheme", loadBalancer.scheme())
                .put("VpcId", loadBalancer.vpcId());
        members.putObject("State").put("Code", stateCode(loadBalancer, now));
        members.put("Type", loadBalancer.type());
        ArrayNode zones = members.putArray("AvailabilityZones");
        for (LoadBalancer.AvailabilityZone zone : loadBalancer.availabilityZones()) {
            zones.addObject()
                    .put("ZoneName", zone.zoneName())
                    .put("SubnetId", zone.subnetId())
                    .putArray("LoadBalancerAddresses");
        }
        members.set("SecurityGroups", Answer.texts(loadBalancer.securityGroups()));
        return members.put("IpAddressType", loadBalancer.ipAddressType());
    }

    private String stateCode(LoadBalancer loadBalancer, Instant now) {
        return now.isBefore(loadBalancer.createdTime().plus(provisioning)) ? "provisioning" : "active";
    }
}
