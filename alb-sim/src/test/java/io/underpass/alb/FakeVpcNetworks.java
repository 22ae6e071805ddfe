package io.underpass.alb;

import io.underpass.aws.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Networks as a test makes them; without its doing nobody created any. */
public final class FakeVpcNetworks implements VpcNetworks {

    public static final String DEFAULT_VPC = "vpc-0123456789abcdef0";
    public static final String DEFAULT_GROUP = "sg-0123456789abcdef0";

    public final Map<String, Subnet> subnets = new HashMap<>();
    public final Map<String, String> groups = new HashMap<>();
    public boolean strict;

    @Override
    public boolean hasVpc(Scope scope, String vpcId) {
        return vpcId.equals(DEFAULT_VPC)
                || groups.containsValue(vpcId)
                || subnets.values().stream().anyMatch(subnet -> subnet.vpcId().equals(vpcId));
    }

    @Override
    public Optional<Subnet> subnet(Scope scope, String subnetId) {
        return Optional.ofNullable(subnets.get(subnetId));
    }

    @Override
    public Optional<String> vpcOfSecurityGroup(Scope scope, String groupId) {
        return Optional.ofNullable(groups.get(groupId));
    }

    @Override
    public String defaultVpcId(Scope scope) {
        return DEFAULT_VPC;
    }

    @Override
    public String defaultSecurityGroupId(Scope scope, String vpcId) {
        return vpcId.equals(DEFAULT_VPC) ? DEFAULT_GROUP : "sg-of-" + vpcId;
    }

    @Override
    public boolean strict() {
        return strict;
    }
}
