package io.underpass.network.control;

import io.underpass.aws.state.StateCheck;
import io.underpass.network.model.NetworkState;

/**
 * Looks whether the subnets and security groups of an imported state are in a VPC that it has. Rules may name groups that
 * are gone, and tags resources of other services.
 *
 * <p>Threads: stateless.
 */
public final class NetworkReferences implements StateCheck<NetworkState> {

    private static final String SUBNETS = "subnets";
    private static final String GROUPS = "securityGroups";

    @Override
    public void check(NetworkState state) {
        state.vpcs().forEach((key, vpc) -> StateCheck.key(key, vpc.vpcId(), "vpcs", key, "vpcId"));
        state.subnets().forEach((key, subnet) -> {
            StateCheck.key(key, subnet.subnetId(), SUBNETS, key, "subnetId");
            checkVpc(state, subnet.vpcId(), SUBNETS, key, "vpcId");
        });
        state.securityGroups().forEach((key, group) -> {
            StateCheck.key(key, group.groupId(), GROUPS, key, "groupId");
            checkVpc(state, group.vpcId(), GROUPS, key, "vpcId");
            group.rules()
                    .forEach((id, rule) -> StateCheck.key(
                            id, rule.securityGroupRuleId(), GROUPS, key, "rules", id, "securityGroupRuleId"));
        });
    }

    private static void checkVpc(NetworkState state, String vpcId, Object... steps) {
        StateCheck.reference(state.vpcs().containsKey(vpcId), "VPC", vpcId, steps);
    }
}
