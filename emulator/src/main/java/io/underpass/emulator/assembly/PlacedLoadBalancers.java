package io.underpass.emulator.assembly;

import io.underpass.alb.VpcNetworks;
import io.underpass.aws.Scope;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.Vpc;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joins load balancers to the networks they are placed in.
 *
 * <p>Threads: for the control thread.
 */
record PlacedLoadBalancers(Supplier<NetworkState> networks, boolean strict) implements VpcNetworks {

    @Override
    public boolean hasVpc(Scope scope, String vpcId) {
        return state(scope).vpc(scope, vpcId).isPresent();
    }

    @Override
    public Optional<Subnet> subnet(Scope scope, String subnetId) {
        return state(scope)
                .subnet(scope, subnetId)
                .map(subnet -> new Subnet(subnet.vpcId(), subnet.availabilityZone()));
    }

    @Override
    public Optional<String> vpcOfSecurityGroup(Scope scope, String groupId) {
        return state(scope).securityGroup(scope, groupId).map(SecurityGroup::vpcId);
    }

    @Override
    public String defaultVpcId(Scope scope) {
        return state(scope).defaultVpc(scope).map(Vpc::vpcId).orElseGet(() -> DefaultNetwork.vpcId(scope));
    }

    @Override
    public String defaultSecurityGroupId(Scope scope, String vpcId) {
        return state(scope)
                .defaultSecurityGroup(vpcId)
                .map(SecurityGroup::groupId)
                .orElseGet(() -> DefaultNetwork.securityGroupId(scope));
    }

    private NetworkState state(Scope scope) {
        return networks.get().lookedAt(scope);
    }
}
