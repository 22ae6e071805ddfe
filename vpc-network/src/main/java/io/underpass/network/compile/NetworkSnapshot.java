package io.underpass.network.compile;

import io.underpass.aws.Scope;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.SecurityGroup;
import java.util.Optional;

/**
 * What is judged by. Judging is rare, so that subnets and groups are compiled when somebody asks for them, and
 * publishing costs the same however many there are.
 *
 * <p>Threads: immutable.
 */
public final class NetworkSnapshot {

    private final NetworkState state;

    NetworkSnapshot(NetworkState state) {
        this.state = state;
    }

    /** A subnet; of an id that nobody created it is one somewhere in the default VPC. */
    public CompiledSubnet subnet(Scope scope, String subnetId) {
        return state.subnet(scope, subnetId)
                .map(CompiledSubnet::of)
                .orElseGet(() -> CompiledSubnet.of(subnetId, DefaultNetwork.vpc(scope)));
    }

    /** A security group; empty for an id that nobody created. */
    public Optional<CompiledGroup> securityGroup(Scope scope, String groupId) {
        return state.securityGroup(scope, groupId).map(CompiledGroup::of);
    }

    /** The id of the group that a VPC has from the start. */
    public Optional<String> defaultSecurityGroup(String vpcId) {
        return state.defaultSecurityGroup(vpcId).map(SecurityGroup::groupId);
    }
}
