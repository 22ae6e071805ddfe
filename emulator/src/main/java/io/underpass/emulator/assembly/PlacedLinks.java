package io.underpass.emulator.assembly;

import io.underpass.aws.Scope;
import io.underpass.network.model.Ipv4Cidr;
import io.underpass.network.model.NetworkState;
import io.underpass.vpclink.LinkNetworks;
import io.underpass.vpclink.SubnetBlocks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joins VPC links to the networks they are placed in. Whether {@code apigatewayv2} passes on EC2's words for ids that do
 * not exist is a guess.
 *
 * <p>Threads: for the control thread.
 */
record PlacedLinks(Supplier<NetworkState> networks, boolean strict) implements LinkNetworks, SubnetBlocks {

    @Override
    public Optional<Subnet> subnet(Scope scope, String subnetId) {
        return state(scope).subnet(scope, subnetId).map(subnet -> new Subnet(subnet.vpcId(), false));
    }

    @Override
    public Optional<String> refusal(Scope scope, List<String> subnetIds, List<String> securityGroupIds) {
        if (!strict) {
            return Optional.empty();
        }
        NetworkState state = state(scope);
        Optional<String> subnet = subnetIds.stream()
                .filter(id -> state.subnet(scope, id).isEmpty())
                .findFirst()
                .map(id -> "The subnet ID '" + id + "' does not exist (InvalidSubnetID.NotFound)");
        return subnet.or(() -> securityGroupIds.stream()
                .filter(id -> state.securityGroup(scope, id).isEmpty())
                .findFirst()
                .map(id -> "The security group '" + id + "' does not exist (InvalidGroup.NotFound)"));
    }

    @Override
    public Optional<Block> of(Scope scope, String subnetId) {
        return state(scope)
                .subnet(scope, subnetId)
                .flatMap(subnet -> Ipv4Cidr.parse(subnet.cidrBlock()))
                .map(cidr -> new Block(cidr.first(), cidr.size()));
    }

    private NetworkState state(Scope scope) {
        return networks.get().lookedAt(scope);
    }
}
