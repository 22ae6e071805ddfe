package io.underpass.network.compile;

import io.underpass.network.model.Ipv4Cidr;
import io.underpass.network.model.Subnet;
import io.underpass.network.model.Vpc;

/**
 * A subnet as judging needs it.
 *
 * <p>Threads: immutable.
 *
 * @param created whether anybody created it
 * @param addresses where the network interfaces in it have theirs
 */
public record CompiledSubnet(String subnetId, String vpcId, boolean created, Ipv4Cidr addresses) {

    static CompiledSubnet of(Subnet subnet) {
        return new CompiledSubnet(subnet.subnetId(), subnet.vpcId(), true, cidr(subnet.cidrBlock()));
    }

    /** One that nobody created. */
    static CompiledSubnet of(String subnetId, Vpc vpc) {
        return new CompiledSubnet(subnetId, vpc.vpcId(), false, cidr(vpc.cidrBlock()));
    }

    private static Ipv4Cidr cidr(String text) {
        return Ipv4Cidr.parse(text).orElseThrow(() -> new IllegalStateException("no block: " + text));
    }
}
