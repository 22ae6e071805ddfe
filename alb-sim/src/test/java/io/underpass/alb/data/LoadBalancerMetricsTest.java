package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadBalancerMetricsTest {

    private static final String ORDERS = AlbFixtures.groupArn("orders");

    private final Shop shop = Shop.forwarding(80, 9001);

    private long of(LoadBalancerMetric metric) {
        return shop.metrics.loadBalancers().get(AlbFixtures.LB).of(metric);
    }

    private long ofGroup(LoadBalancerMetric metric) {
        return shop.metrics.targetGroups().get(ORDERS).of(metric);
    }

    @Test
    void answersOfTargetsAreCountedByClass() {
        shop.send(FakeExchange.get("/"));
        shop.targets.script(9001, ScriptedTargets.answer(404));
        shop.send(FakeExchange.get("/"));
        shop.send(FakeExchange.get("/"));
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(3);
        assertThat(ofGroup(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(3);
        assertThat(ofGroup(LoadBalancerMetric.HTTP_CODE_TARGET_2XX)).isEqualTo(1);
        assertThat(ofGroup(LoadBalancerMetric.HTTP_CODE_TARGET_4XX)).isEqualTo(2);
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_4XX)).isZero();
        int all = LoadBalancerMetrics.BOUNDS_MILLIS.size();
        assertThat(shop.metrics.targetGroups().get(ORDERS).atMost(all)).isEqualTo(3);
    }

    @Test
    void whatIsForgottenIsCountedAnew() {
        shop.send(FakeExchange.get("/"));
        shop.fleet.forget();
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isZero();
        shop.send(FakeExchange.get("/"));
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(1);
        assertThat(ofGroup(LoadBalancerMetric.HTTP_CODE_TARGET_2XX)).isEqualTo(1);
    }

    @Test
    void whatTheLoadBalancerAnswersInstead() {
        shop.targets.script(9001, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "refused"));
        shop.send(FakeExchange.get("/"));
        shop.targets.script(9001, ScriptedTargets.failing(Failure.Kind.TIMEOUT, "silent"));
        shop.send(FakeExchange.get("/"));
        shop.group("orders", Map.of());
        shop.send(FakeExchange.get("/"));
        shop.send(FakeExchange.of("TRACE", "/"));
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_502)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_503)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_504)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_5XX)).isEqualTo(3);
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_4XX)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(3);
        assertThat(ofGroup(LoadBalancerMetric.TARGET_CONNECTION_ERROR)).isEqualTo(1);
    }

    @Test
    void rulesAreCountedUpToTheOneThatMatches() {
        shop.rule(80, 10, AlbFixtures.answer("a"), AlbFixtures.path("/a"));
        shop.rule(80, 20, AlbFixtures.answer("b"), AlbFixtures.path("/b"));
        shop.send(FakeExchange.get("/a"));
        assertThat(of(LoadBalancerMetric.RULE_EVALUATIONS)).isEqualTo(1);
        shop.send(FakeExchange.get("/b"));
        assertThat(of(LoadBalancerMetric.RULE_EVALUATIONS)).isEqualTo(3);
        shop.send(FakeExchange.get("/other"));
        assertThat(of(LoadBalancerMetric.RULE_EVALUATIONS)).isEqualTo(5);
        assertThat(of(LoadBalancerMetric.HTTP_FIXED_RESPONSE_COUNT)).isEqualTo(2);
    }

    @Test
    void requestsOverIpv6AreCountedTwice() {
        shop.send(FakeExchange.get("/").from(new InetSocketAddress("2001:db8::1", 4711)));
        shop.send(FakeExchange.get("/"));
        assertThat(of(LoadBalancerMetric.IPV6_REQUEST_COUNT)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(2);
    }

    @Test
    void countsOutliveAChangeAndGoWithWhatTheyAreOf() {
        shop.send(FakeExchange.get("/"));
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "5"));
        shop.send(FakeExchange.get("/"));
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isEqualTo(2);
        shop.listen(80, AlbFixtures.answer("closed"));
        assertThat(shop.metrics.targetGroups()).isEmpty();
    }

    @Test
    void requestsOfGroupsWithTooFewHealthyTargetsAreCounted() {
        shop.send(FakeExchange.get("/"));
        assertThat(ofGroup(LoadBalancerMetric.UNHEALTHY_ROUTING_REQUEST_COUNT)).isZero();
        shop.unhealthy(9001, "down");
        shop.send(FakeExchange.get("/"));
        assertThat(ofGroup(LoadBalancerMetric.UNHEALTHY_ROUTING_REQUEST_COUNT)).isEqualTo(1);
    }

    @Test
    void requestsThatLostFieldsAreCountedWhereFieldsAreDropped() {
        shop.send(FakeExchange.get("/", "odd_name", "1"));
        shop.attributes(Map.of("routing.http.drop_invalid_header_fields.enabled", "true"));
        shop.send(FakeExchange.get("/", "odd_name", "1"));
        shop.send(FakeExchange.get("/", "usual-name", "1"));
        assertThat(of(LoadBalancerMetric.DROPPED_INVALID_HEADER_REQUEST_COUNT)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.FORWARDED_INVALID_HEADER_REQUEST_COUNT))
                .isEqualTo(1);
    }

    @Test
    void rulesBeyondTheTenthAreCharged() {
        for (int i = 1; i <= 12; i++) {
            shop.rule(80, i, AlbFixtures.answer("a"), AlbFixtures.path("/" + i));
        }
        shop.send(FakeExchange.get("/10"));
        assertThat(shop.metrics.loadBalancers().get(AlbFixtures.LB).chargedRules())
                .isZero();
        shop.send(FakeExchange.get("/other"));
        BalancerCounts counts = shop.metrics.loadBalancers().get(AlbFixtures.LB);
        assertThat(counts.chargedRules()).isEqualTo(2);
        assertThat(counts.of(LoadBalancerMetric.RULE_EVALUATIONS)).isEqualTo(22);
    }

    @Test
    void countsSurviveTheWayByName() {
        shop.send(FakeExchange.get("/"));
        BalancerCounts counts = shop.metrics.targetGroups().get(ORDERS);
        assertThat(BalancerCounts.named(counts.byName()).byName())
                .isEqualTo(counts.byName())
                .containsEntry("REQUEST_COUNT", 1L);
        assertThat(counts.plus(counts).since(counts).byName()).isEqualTo(counts.byName());
    }
}
