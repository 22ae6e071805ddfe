package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.wire.FakeExchange;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Where a network load balancer's listener passes connections and requests on to. */
class NetworkListenerTest {

    private static final String LISTENER = AlbFixtures.NLB.replace(":loadbalancer/", ":listener/") + "/p80";
    private static final int FLOWS = 2000;

    private final Shop shop = new Shop();

    @Test
    void aConnectionStaysWithItsTargetAndManyAreSpread() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));

        assertThat(flow(40_000)).isEqualTo(flow(40_000));
        assertThat(shares())
                .containsOnlyKeys(1, 2)
                .allSatisfy((port, share) -> assertThat(share).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10));
    }

    @Test
    void unhealthyTargetsGetNoneUnlessAllAreSo() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));
        shop.unhealthy(1, "down");
        assertThat(shares()).containsOnlyKeys(2);

        shop.unhealthy(2, "down");
        assertThat(shares()).containsOnlyKeys(1, 2);
    }

    @Test
    void withoutCrossZoneLoadBalancingEachZoneHasTheSameShare() {
        TargetDescription[] targets = {
            AlbFixtures.inZone(1, "us-east-1a"),
            AlbFixtures.inZone(2, "us-east-1b"),
            AlbFixtures.inZone(3, "us-east-1b"),
            AlbFixtures.inZone(4, "us-east-1b")
        };
        serve(Map.of(), Map.of(), List.of("us-east-1a", "us-east-1b"), targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10);

        serve(
                Map.of("load_balancing.cross_zone.enabled", "true"),
                Map.of(),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 2 / 10, FLOWS * 3 / 10);

        serve(
                Map.of("load_balancing.cross_zone.enabled", "true"),
                Map.of("load_balancing.cross_zone.enabled", "false"),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10);
    }

    @Test
    void aZoneWithoutAHealthyTargetTakesNoPart() {
        serve(
                Map.of(),
                Map.of(),
                List.of("us-east-1a", "us-east-1b"),
                AlbFixtures.inZone(1, "us-east-1a"),
                AlbFixtures.inZone(2, "us-east-1b"));
        shop.unhealthy(1, "down");

        assertThat(shares()).containsOnlyKeys(2);
    }

    @Test
    void drainingTargetsGetNoNewConnections() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.draining(1));

        assertThat(flow(40_000))
                .isInstanceOfSatisfying(
                        FlowTarget.None.class, none -> assertThat(none.reason()).contains("target group wire"));
    }

    @Test
    void aTargetMayBeALoadBalancerOfApplications() {
        shop.listen(8080, AlbFixtures.answer("hello"));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8080, Optional.empty(), Optional.empty());
        serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);

        assertThat(flow(40_000))
                .isInstanceOfSatisfying(
                        FlowTarget.Listener.class,
                        listener ->
                                assertThat(listener.found().listenerArn()).isEqualTo(AlbFixtures.listenerArn(8080)));
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, "http", 80)).service().handle(exchange);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.trail().last("listener")).isEqualTo(AlbFixtures.listenerArn(8080));
        assertThat(exchange.trail().last("targetGroup")).isEqualTo(AlbFixtures.groupArn("wire"));
        assertThat(exchange.trail().last("target")).isEqualTo(AlbFixtures.LB + ":8080");
    }

    @Test
    void httpsThroughATcpListenerIsRefusedByName() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));

        assertThat(shop.fleet.find(AlbFixtures.NLB, "https", 80))
                .isEqualTo(new Lookup.NotEmulated(AlbFixtures.NLB, "https through its TCP listener on port 80"));
    }

    @Test
    void idleConnectionsMayBeGivenTheirOwnTime() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        assertThat(flow(1)).isEqualTo(new FlowTarget.Address("127.0.0.1", 1, Duration.ofSeconds(350)));
    }

    private void serve(
            Map<String, String> attributes,
            Map<String, String> ofGroup,
            List<String> zones,
            TargetDescription... targets) {
        serve("ip", attributes, ofGroup, zones, targets);
    }

    private void serve(
            String targetType,
            Map<String, String> attributes,
            Map<String, String> ofGroup,
            List<String> zones,
            TargetDescription... targets) {
        LoadBalancer nlb = AlbFixtures.networkLoadBalancer()
                .withZones(
                        zones.stream()
                                .map(zone -> new AvailabilityZone(zone, "subnet-" + zone))
                                .toList(),
                        "ipv4")
                .withAttributes(attributes);
        PSortedMap<String, TargetDescription> byKey = TreePMap.empty();
        for (TargetDescription target : targets) {
            byKey = byKey.plus(target.key(), target);
        }
        TargetGroup like = AlbFixtures.group("wire", AlbFixtures.CHECK, ofGroup, targets);
        TargetGroup group = new TargetGroup(
                like.scope(),
                like.targetGroupArn(),
                like.targetGroupName(),
                "TCP",
                "",
                80,
                like.vpcId(),
                targetType,
                like.ipAddressType(),
                like.healthCheck(),
                byKey,
                ofGroup,
                TreePMap.empty());
        Listener listener = new Listener(
                LISTENER,
                AlbFixtures.NLB,
                "TCP",
                80,
                List.of(AlbFixtures.forward("wire")),
                LISTENER.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
        shop.change(state -> state.with(nlb).with(group).with(listener));
    }

    private FlowTarget flow(int clientPort) {
        return shop.fleet.flow(LISTENER, new InetSocketAddress("10.0.0.9", clientPort));
    }

    /** How many of many connections each target got, by its port. */
    private Map<Integer, Integer> shares() {
        Map<Integer, Integer> shares = new TreeMap<>();
        for (int i = 0; i < FLOWS; i++) {
            shares.merge(((FlowTarget.Address) flow(30_000 + i)).port(), 1, Integer::sum);
        }
        return shares;
    }
}
