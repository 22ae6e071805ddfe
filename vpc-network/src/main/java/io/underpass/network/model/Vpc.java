package io.underpass.network.model;

import io.underpass.aws.Scope;

/**
 * A VPC.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param cidrBlock its IPv4 block, bits behind the prefix zero
 */
public record Vpc(
        Scope scope,
        String vpcId,
        String cidrBlock,
        boolean isDefault,
        String instanceTenancy,
        boolean enableDnsSupport,
        boolean enableDnsHostnames,
        boolean enableNetworkAddressUsageMetrics) {

    /** A VPC as it is created. */
    public static Vpc of(Scope scope, String vpcId, String cidrBlock, String instanceTenancy) {
        return new Vpc(scope, vpcId, cidrBlock, false, instanceTenancy, true, false, false);
    }

    /** This VPC with other attributes. */
    public Vpc withAttributes(boolean dnsSupport, boolean dnsHostnames, boolean usageMetrics) {
        return new Vpc(scope, vpcId, cidrBlock, isDefault, instanceTenancy, dnsSupport, dnsHostnames, usageMetrics);
    }
}
