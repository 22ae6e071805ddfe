package io.underpass.network.model;

import io.underpass.aws.Scope;

/**
 * A subnet.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param cidrBlock its part of the VPC's block
 * @param availabilityZone {@code us-east-1a} for instance
 */
public record Subnet(
        Scope scope,
        String subnetId,
        String vpcId,
        String cidrBlock,
        String availabilityZone,
        boolean defaultForAz,
        boolean mapPublicIpOnLaunch) {

    /** This subnet, with public addresses on launch or without. */
    public Subnet withMapPublicIpOnLaunch(boolean map) {
        return new Subnet(scope, subnetId, vpcId, cidrBlock, availabilityZone, defaultForAz, map);
    }
}
