package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Scope;
import io.underpass.network.compile.NetworkCompiler;
import io.underpass.network.compile.NetworkSnapshot;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.Subnet;
import io.underpass.vpclink.SubnetBlocks;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class JudgedNetworksTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/0123456789abcdef";
    private static final SecurityGroup CLOSED =
            new SecurityGroup(SCOPE, "sg-closed", "closed", "", DefaultNetwork.vpcId(SCOPE), TreePMap.empty());

    private NetworkState state = NetworkState.EMPTY.lookedAt(SCOPE).with(CLOSED);
    private NetworkSnapshot networks = new NetworkCompiler().first(state);
    private AlbState loadBalancers = AlbState.EMPTY.with(loadBalancer("sg-closed"));
    private final JudgedNetworks judged = new JudgedNetworks(() -> networks, () -> loadBalancers);

    @Test
    void verdictIsRememberedUntilALoadBalancerChanges() {
        VpcLink link = link("subnet-a");

        Optional<String> first = judged.obstacle(link, ARN, 80);
        assertThat(first).hasValueSatisfying(reason -> assertThat(reason).contains("sg-closed", "TCP 80"));
        assertThat(judged.obstacle(link, ARN, 80)).isSameAs(first);
        assertThat(judged.obstacle(link, ARN, 81))
                .hasValueSatisfying(reason -> assertThat(reason).contains("TCP 81"));

        loadBalancers = loadBalancers.with(loadBalancer("sg-made-up"));
        assertThat(judged.obstacle(link, ARN, 80)).isEmpty();
    }

    @Test
    void verdictIsForgottenWhenANetworkChanges() {
        assertThat(judged.obstacle(link("subnet-a"), ARN, 80)).isPresent();

        networks = new NetworkCompiler().next(networks, state, state.without(CLOSED));

        assertThat(judged.obstacle(link("subnet-a"), ARN, 80)).isEmpty();
    }

    @Test
    void deletedLoadBalancerIsLeftToThoseWhoLookForIt() {
        assertThat(judged.obstacle(link("subnet-a"), ARN + "0", 80)).isEmpty();
    }

    @Test
    void linksArePlacedInCreatedSubnets() {
        PlacedLinks lenient = new PlacedLinks(() -> state, false);
        PlacedLinks strict = new PlacedLinks(() -> state, true);
        Subnet subnet = DefaultNetwork.subnets(SCOPE).get(1);

        assertThat(lenient.of(SCOPE, subnet.subnetId())).contains(new SubnetBlocks.Block(0xac1f1000L, 4096));
        assertThat(lenient.of(SCOPE, "subnet-a")).isEmpty();
        assertThat(lenient.refusal(SCOPE, List.of("subnet-a"), List.of("sg-1"))).isEmpty();
        assertThat(strict.refusal(SCOPE, List.of("subnet-a"), List.of()))
                .contains("The subnet ID 'subnet-a' does not exist (InvalidSubnetID.NotFound)");
        assertThat(strict.refusal(SCOPE, List.of(subnet.subnetId()), List.of("sg-1")))
                .contains("The security group 'sg-1' does not exist (InvalidGroup.NotFound)");
        assertThat(strict.refusal(SCOPE, List.of(subnet.subnetId()), List.of("sg-closed")))
                .isEmpty();
    }

    private static VpcLink link(String subnetId) {
        return new VpcLink(
                SCOPE,
                "abc123",
                "edge",
                List.of(subnetId),
                List.of("sg-1"),
                TreePMap.empty(),
                LinkLife.begun(Instant.EPOCH, Instant.EPOCH, Optional.empty()));
    }

    private static LoadBalancer loadBalancer(String securityGroupId) {
        return new LoadBalancer(
                SCOPE,
                ARN,
                "orders",
                "internal-orders-1.us-east-1.elb.amazonaws.com",
                "Z35SXDOTRQ7X7K",
                Instant.EPOCH,
                Instant.EPOCH,
                "internal",
                DefaultNetwork.vpcId(SCOPE),
                "application",
                List.of(new LoadBalancer.AvailabilityZone("us-east-1a", "subnet-b", Optional.empty())),
                List.of(securityGroupId),
                "ipv4",
                Map.of(),
                TreePMap.empty());
    }
}
