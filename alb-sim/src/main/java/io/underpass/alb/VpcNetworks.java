package io.underpass.alb;

import io.underpass.aws.Scope;
import java.util.Optional;

/**
 * Port: what placing load balancers needs to know of VPC networks. An id that nobody created counts as one of the default
 * VPC's, unless {@link #strict}.
 *
 * <p>Threads: called on the control thread only.
 */
public interface VpcNetworks {

    /** Whether somebody created the VPC {@code vpcId}, or it was there from the start. */
    boolean hasVpc(Scope scope, String vpcId);

    /** The subnet {@code subnetId}; empty where nobody created it. */
    Optional<Subnet> subnet(Scope scope, String subnetId);

    /** The VPC of the security group {@code groupId}; empty where nobody created it. */
    Optional<String> vpcOfSecurityGroup(Scope scope, String groupId);

    /** The VPC that {@code scope} has from the start. */
    String defaultVpcId(Scope scope);

    /** The security group that a VPC has from the start. */
    String defaultSecurityGroupId(Scope scope, String vpcId);

    /** Whether ids that nobody created are refused. */
    boolean strict();

    /** A subnet that somebody created. */
    record Subnet(String vpcId, String zoneName) {}
}
