package io.underpass.emulator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.TargetStates;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.CapacityReservation;
import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** The metrics of load balancers as they are shown. */
class BalancerMetricsTextTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:";
    private static final HealthCheck CHECK =
            new HealthCheck(true, "HTTP", "traffic-port", "/", 30, 5, 5, 2, HttpCodes.of(200));

    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(AlbState.EMPTY, new AlbCompiler());
    private final SortedMap<String, BalancerCounts> counts = new TreeMap<>();
    private final Set<Integer> unhealthy = new HashSet<>();
    private final CapacityUnits units = new CapacityUnits(InstantSource.system());

    /** A kind of load balancer, and the words for it. */
    private enum Kind {
        APPLICATION("app", "HTTP", "underpass_alb_"),
        NETWORK("net", "TCP", "underpass_nlb_");

        private final String id;
        private final String protocol;
        private final String prefix;

        Kind(String id, String protocol, String prefix) {
            this.id = id;
            this.protocol = protocol;
            this.prefix = prefix;
        }
    }

    private void serve(Kind kind, Map<String, String> groupAttributes, TargetDescription... targets) {
        String loadBalancer = ARN + "loadbalancer/" + kind.id + "/shop/1";
        String listener = ARN + "listener/" + kind.id + "/shop/1/2";
        String group = ARN + "targetgroup/orders/3";
        PSortedMap<String, TargetDescription> byKey = TreePMap.empty();
        for (TargetDescription target : targets) {
            byKey = byKey.plus(target.key(), target);
        }
        PSortedMap<String, TargetDescription> all = byKey;
        state.change(before -> before.with(new LoadBalancer(
                        SCOPE,
                        loadBalancer,
                        "shop",
                        "shop-1.us-east-1.elb.amazonaws.com",
                        "Z35SXDOTRQ7X7K",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "internal",
                        "vpc-1",
                        kind == Kind.NETWORK ? "network" : "application",
                        List.of(new AvailabilityZone("zone-a", "subnet-1"), new AvailabilityZone("zone-b", "subnet-2")),
                        List.of(),
                        "ipv4",
                        Map.of(),
                        TreePMap.empty())
                .withCapacity(Optional.of(new CapacityReservation(100, Instant.EPOCH, 0)))));
        state.change(before -> before.with(new Listener(
                        listener,
                        loadBalancer,
                        kind.protocol,
                        80,
                        List.of(new Action.Forward(
                                Optional.empty(),
                                List.of(new Action.Forward.WeightedTargetGroup(group, 1)),
                                false,
                                Optional.empty())),
                        listener.replace(":listener/", ":listener-rule/") + "/default",
                        Map.of(),
                        TreePMap.empty()))
                .with(new TargetGroup(
                        SCOPE,
                        group,
                        "orders",
                        kind.protocol,
                        kind == Kind.NETWORK ? "" : "HTTP1",
                        80,
                        "vpc-1",
                        "ip",
                        "ipv4",
                        CHECK,
                        all,
                        groupAttributes,
                        TreePMap.empty())));
        counts.put(loadBalancer, BalancerCounts.NONE);
        counts.put(group, BalancerCounts.NONE);
    }

    private static TargetDescription target(int port, String zone) {
        return new TargetDescription("127.0.0.1", port, Optional.of(zone), Optional.empty());
    }

    private String text() {
        TargetStates states = (group, target) ->
                new TargetHealth(unhealthy.contains(target.port()) ? "unhealthy" : "healthy", "", "");
        return LoadBalancerMetricsText.of(counts, state.snapshot(), states, units)
                + NetworkMetricsText.of(counts, state.snapshot(), states, units);
    }

    private static String ofGroup(Kind kind, String name, String zone) {
        return kind.prefix + name + "{load_balancer=\"" + kind.id + "/shop/1\",target_group=\"targetgroup/orders/3\""
                + (zone.isEmpty() ? "" : ",availability_zone=\"" + zone + '"') + "} ";
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void targetsAreCountedInAllAndByZone(Kind kind) {
        serve(kind, Map.of(), target(1, "zone-a"), target(2, "zone-a"), target(3, "zone-b"), target(4, "all"));
        unhealthy.add(1);
        assertThat(text())
                .contains(
                        ofGroup(kind, "healthy_hosts", "") + "3\n",
                        ofGroup(kind, "healthy_hosts", "zone-a") + "2\n",
                        ofGroup(kind, "healthy_hosts", "zone-b") + "2\n",
                        ofGroup(kind, "unhealthy_hosts", "") + "1\n",
                        ofGroup(kind, "unhealthy_hosts", "zone-a") + "1\n",
                        ofGroup(kind, "unhealthy_hosts", "zone-b") + "0\n",
                        kind.prefix + "reserved_lcus{load_balancer=\"" + kind.id
                                + "/shop/1\",target_group=\"\"} 100\n");
    }

    @Test
    void zonesWithTooFewHealthyTargetsAreUnhealthy() {
        Map<String, String> attributes = Map.of(
                "load_balancing.cross_zone.enabled",
                "false",
                "target_group_health.dns_failover.minimum_healthy_targets.count",
                "2",
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
                "1");
        serve(
                Kind.APPLICATION,
                attributes,
                target(1, "zone-a"),
                target(2, "zone-a"),
                target(3, "zone-b"),
                target(4, "zone-b"));
        assertThat(states()).containsExactly("2", "0", "2", "0");
        unhealthy.add(1);
        assertThat(states()).containsExactly("1", "1", "2", "0");
        assertThat(text())
                .contains(
                        ofGroup(Kind.APPLICATION, "healthy_state_dns", "zone-a") + "0\n",
                        ofGroup(Kind.APPLICATION, "healthy_state_dns", "zone-b") + "1\n",
                        ofGroup(Kind.APPLICATION, "unhealthy_state_dns", "zone-a") + "1\n");
        unhealthy.add(2);
        assertThat(states()).containsExactly("1", "1", "1", "1");
    }

    @Test
    void whereTargetsServeAllZonesTheseAreAlike() {
        serve(Kind.APPLICATION, Map.of(), target(1, "zone-a"));
        assertThat(states()).containsExactly("2", "0", "2", "0");
        unhealthy.add(1);
        assertThat(states()).containsExactly("0", "2", "0", "2");
    }

    /** Of all zones: healthy and unhealthy in DNS, healthy and unhealthy for routing. */
    private List<String> states() {
        String text = text();
        return List.of("healthy_state_dns", "unhealthy_state_dns", "healthy_state_routing", "unhealthy_state_routing")
                .stream()
                .map(name -> ofGroup(Kind.APPLICATION, name, ""))
                .map(start -> text.substring(text.indexOf(start) + start.length()))
                .map(rest -> rest.substring(0, rest.indexOf('\n')))
                .toList();
    }

    @Test
    void aNetworkLoadBalancersZonesAreAsHealthyAsTheirTargets() {
        serve(Kind.NETWORK, Map.of(), target(1, "zone-a"), target(2, "zone-b"));
        unhealthy.add(2);
        String start = "underpass_nlb_zonal_health_status{load_balancer=\"net/shop/1\",target_group=\"\"";
        assertThat(text())
                .contains(
                        ofGroup(Kind.NETWORK, "new_flow_total", "").replace("} ", ",protocol=\"TCP\"} 0\n"),
                        start + "} 1\n",
                        start + ",availability_zone=\"zone-a\"} 1\n",
                        start + ",availability_zone=\"zone-b\"} 0\n");
    }

    @Test
    void everyMetricHasOneHead() {
        serve(Kind.APPLICATION, Map.of());
        serve(Kind.NETWORK, Map.of());
        List<String> types =
                text().lines().filter(line -> line.startsWith("# TYPE ")).toList();
        assertThat(types).doesNotHaveDuplicates().hasSizeGreaterThan(60);
        assertThat(text())
                .contains("# HELP underpass_nlb_new_flow_total AWS/NetworkELB NewFlowCount\n")
                .contains("# TYPE underpass_nlb_active_flow gauge\n")
                .contains("# HELP underpass_alb_ipv6_processed_bytes_total AWS/ApplicationELB IPv6ProcessedBytes\n")
                .contains(
                        "underpass_nlb_new_flow_total{load_balancer=\"net/shop/1\",target_group=\"\",protocol=\"TLS\"} 0\n");
    }
}
