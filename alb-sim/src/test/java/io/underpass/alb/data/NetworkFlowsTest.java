package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the connections of a network load balancer: when they are ended, and how they are counted. */
class NetworkFlowsTest {

    private final NetworkShop nlb = new NetworkShop();
    private final Shop shop = nlb.shop();

    @Test
    void connectionsEndWithTheirTargetWhereTheGroupSaysSo() {
        List<String> cut = new ArrayList<>();
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        FlowTarget.Registration target = ((FlowTarget.Address) nlb.flow(1)).registration();
        shop.fleet.flowBegins(target, () -> cut.add("connection"));

        shop.fleet.cutOff(target.targetGroupArn(), target.target());
        assertThat(cut).isEmpty();
        shop.fleet.targetFailed(target.targetGroupArn(), target.target());
        assertThat(cut).hasSize(1);

        nlb.serve(
                Map.of(),
                Map.of(
                        "deregistration_delay.connection_termination.enabled",
                        "true",
                        "target_health_state.unhealthy.connection_termination.enabled",
                        "false"),
                List.of("us-east-1a"),
                AlbFixtures.target(1));
        shop.fleet.targetFailed(target.targetGroupArn(), target.target());
        assertThat(cut).hasSize(1);
        shop.fleet.cutOff(target.targetGroupArn(), target.target());
        assertThat(cut).hasSize(2);
    }

    @Test
    void whatADeregisteredTargetStillAnswersEndsWhereTheGroupSaysSo() {
        nlb.serve(
                Map.of(),
                Map.of("deregistration_delay.connection_termination.enabled", "true"),
                List.of("us-east-1a"),
                AlbFixtures.target(1));
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = nlb.send("http", 80);

        shop.fleet.cutOff(AlbFixtures.groupArn("wire"), "127.0.0.1:1");
        exchange.runPending();

        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.RESET);
        assertThat(shop.targets.cancelled()).isEqualTo(1);
    }

    @Test
    void whatATargetStillAnswersEndsWhenItBecomesUnhealthy() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = nlb.send("http", 80);

        shop.fleet.targetFailed(AlbFixtures.groupArn("wire"), "127.0.0.1:1");
        exchange.runPending();

        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.RESET);
    }

    private long counted(LoadBalancerMetric metric) {
        return shop.metrics.loadBalancers().get(AlbFixtures.NLB).of(metric);
    }

    @Test
    void aRequestCountsAsAConnectionWhileItLasts() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));
        nlb.send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(counted(LoadBalancerMetric.NLB_PROCESSED_BYTES_TCP))
                .isGreaterThan("GET / HTTP/1.1\r\nHost: example.com\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".length());

        shop.targets.script(1, shop.targets.silent());
        shop.targets.script(2, shop.targets.silent());
        FakeExchange exchange = nlb.send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isEqualTo(1);
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isEqualTo(1);
        exchange.leave();
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(ofGroup(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(2);
        assertThat(shop.targets.cancelled()).isEqualTo(1);
    }

    private long ofGroup(LoadBalancerMetric metric) {
        return shop.metrics.targetGroups().get(AlbFixtures.groupArn("wire")).of(metric);
    }

    @Test
    void aConnectionToATargetCountsForItsGroup() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        Runnable over = shop.fleet.flowBegins(((FlowTarget.Address) nlb.flow(1)).registration(), () -> {});
        assertThat(ofGroup(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isEqualTo(1);
        over.run();
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(ofGroup(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
    }

    @Test
    void connectionsOfTlsAreCountedForThemselves() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.change(state -> state.with(NetworkShop.secure(NetworkShop.listener("TLS", 443), "TLS")));
        nlb.send("https", 443);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TLS)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_PROCESSED_BYTES_TLS)).isPositive();
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isZero();
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.TLS_FAILED, "none"));
        nlb.send("https", 443);
        assertThat(counted(LoadBalancerMetric.NLB_TARGET_TLS_NEGOTIATION_ERROR)).isEqualTo(1);
    }

    @Test
    void whatBecomesOfConnectionsThatFail() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "refused"));
        nlb.send("http", 80);
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.TIMEOUT, "silent"));
        nlb.send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_TCP_TARGET_RESET)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_TCP_ELB_RESET)).isEqualTo(1);
        shop.unhealthy(1, "down");
        nlb.send("http", 80);
        nlb.flow(40_000);
        assertThat(counted(LoadBalancerMetric.NLB_UNHEALTHY_ROUTING_FLOW)).isEqualTo(2);
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.draining(1));
        nlb.send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_REJECTED_FLOW)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(3);
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
    }
}
