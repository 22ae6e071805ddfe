package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.SslPolicy;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.ProxyHeader;
import io.underpass.wire.TlsCall;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamTimeouts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    void aFaultHitsRequestsThatComeThroughIt() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.fleet
                .faults()
                .listeners()
                .choose(names -> names.contains(LISTENER)
                        ? Optional.of(new InjectedFault("the fault", Duration.ZERO, OptionalInt.of(503), false))
                        : Optional.empty());

        assertThat(send("http", 80).status()).isEqualTo(503);
    }

    @Test
    void aFaultHitsConnectionsToo() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        InjectedFault slow = new InjectedFault("the slow", Duration.ofMillis(5), OptionalInt.empty(), false);
        InjectedFault end = new InjectedFault("the end", Duration.ZERO, OptionalInt.empty(), true);
        shop.fleet.faults().loadBalancers().choose(names -> Optional.of(slow));
        FlowTarget to = ((FlowTarget.Hit) flow(1)).target();
        assertThat(to).isInstanceOf(FlowTarget.Address.class);

        shop.fleet
                .faults()
                .targets()
                .choose(names -> names.contains("127.0.0.1:1") ? Optional.of(end) : Optional.empty());

        assertThat(flow(1)).isEqualTo(new FlowTarget.Hit(slow.then(end), to));
        shop.fleet.faults().loadBalancers().quieten();
        assertThat(send("http", 80).failure()).isPresent();
    }

    @Test
    void whatIsSpokenThroughATcpListenerIsNoneOfItsAffair() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));

        assertThat(shop.fleet.find(AlbFixtures.NLB, "http", 80)).isInstanceOf(Lookup.Found.class);
        assertThat(shop.fleet.find(AlbFixtures.NLB, "https", 80)).isInstanceOf(Lookup.Found.class);
        assertThat(shop.fleet.findByDnsName(AlbFixtures.NLB_DNS, "https", 80))
                .as("where TLS has ended already")
                .isEqualTo(new Lookup.NotEmulated(AlbFixtures.NLB, "https through its TCP listener on port 80"));
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheTarget() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        EndsOfTls tls = new EndsOfTls();

        FakeExchange exchange = send("https", 80, tls);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(tls.ends).containsExactly("127.0.0.1:1");
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheLoadBalancerOfApplicationsBehindIt() {
        shop.change(state -> state.with(secure(AlbFixtures.listener(8443, AlbFixtures.answer("hello")), "HTTPS")));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8443, Optional.empty(), Optional.empty());
        serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);
        EndsOfTls tls = new EndsOfTls();

        assertThat(send("https", 80, tls).status()).isEqualTo(200);
        assertThat(tls.ends).containsExactly(AlbFixtures.listenerArn(8443));
        assertThat(flow(40_000)).isInstanceOf(FlowTarget.Listener.class);
        assertThat(send("http", 80).failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
    }

    @Test
    void aListenerThatSpeaksNoTlsTakesNone() {
        shop.listen(8080, AlbFixtures.answer("hello"));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8080, Optional.empty(), Optional.empty());
        serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);

        assertThat(send("https", 80, new EndsOfTls()).failure().orElseThrow().kind())
                .isEqualTo(Failure.Kind.TLS_FAILED);
    }

    @Test
    void aTlsListenerEndsTlsAndBeginsItAnewWithTargetsOfTls() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.change(state -> state.with(secure(listener("TLS", 443), "TLS")));

        assertThat(shop.fleet.find(AlbFixtures.NLB, "http", 443)).isInstanceOf(Lookup.NoListener.class);
        assertThat(send("https", 443).status()).isEqualTo(200);
        assertThat(shop.targets.secured()).isEmpty();

        shop.change(state -> state.with(group("TLS", "ip", Map.of(), AlbFixtures.target(1))));
        assertThat(send("https", 443).status()).isEqualTo(200);
        assertThat(shop.targets.secured()).containsExactly("127.0.0.1:1");
        assertThat(((FlowTarget.Address) flow(1)).secure()).isTrue();
    }

    @Test
    void stickyClientsStayWithTheirTargetsWhenOthersComeAndGo() {
        TargetDescription[] three = {AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3)};
        serve(Map.of(), Map.of("stickiness.enabled", "true"), List.of("us-east-1a"), three);
        assertThat(shares()).as("one client, many ports").hasSize(1);
        Map<String, Integer> before = byClient();
        assertThat(new TreeMap<>(before).values()).contains(1, 2, 3);

        shop.unhealthy(3, "down");

        Map<String, Integer> after = byClient();
        before.forEach((client, port) -> assertThat(after.get(client))
                .satisfies(now -> assertThat(now == 3 ? 0 : now).isPositive())
                .matches(now -> port == 3 || now.equals(port)));
    }

    @Test
    void groupsSayHowConnectionsBegin() {
        serve(
                Map.of(),
                Map.of("proxy_protocol_v2.enabled", "true", "preserve_client_ip.enabled", "true"),
                List.of("us-east-1a"),
                AlbFixtures.target(1));

        FlowTarget.Address address = (FlowTarget.Address) flow(1);
        assertThat(address.announced()).isTrue();
        assertThat(address.clientAddressKept()).isTrue();
        FakeExchange exchange = send("http", 80);
        assertThat(shop.targets.prefaces())
                .containsExactly(ProxyHeader.of(
                        exchange.peer().remote(),
                        new InetSocketAddress(exchange.peer().local().getAddress(), 80)));
    }

    @Test
    void aZoneWithTooFewHealthyTargetsTakesNoPart() {
        TargetDescription[] targets = {
            AlbFixtures.inZone(1, "us-east-1a"),
            AlbFixtures.inZone(2, "us-east-1a"),
            AlbFixtures.inZone(3, "us-east-1b"),
            AlbFixtures.inZone(4, "us-east-1b")
        };
        serve(
                Map.of(),
                Map.of("target_group_health.dns_failover.minimum_healthy_targets.count", "2"),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        shop.unhealthy(1, "down");

        assertThat(shares()).containsOnlyKeys(3, 4);
    }

    @Test
    void connectionsEndWithTheirTargetWhereTheGroupSaysSo() {
        List<String> cut = new ArrayList<>();
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        FlowTarget.Registration target = ((FlowTarget.Address) flow(1)).registration();
        shop.fleet.flowBegins(target, () -> cut.add("connection"));

        shop.fleet.cutOff(target.targetGroupArn(), target.target());
        assertThat(cut).isEmpty();
        shop.fleet.targetFailed(target.targetGroupArn(), target.target());
        assertThat(cut).hasSize(1);

        serve(
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
        serve(
                Map.of(),
                Map.of("deregistration_delay.connection_termination.enabled", "true"),
                List.of("us-east-1a"),
                AlbFixtures.target(1));
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = send("http", 80);

        shop.fleet.cutOff(AlbFixtures.groupArn("wire"), "127.0.0.1:1");
        exchange.runPending();

        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.RESET);
        assertThat(shop.targets.cancelled()).isEqualTo(1);
    }

    @Test
    void whatATargetStillAnswersEndsWhenItBecomesUnhealthy() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = send("http", 80);

        shop.fleet.targetFailed(AlbFixtures.groupArn("wire"), "127.0.0.1:1");
        exchange.runPending();

        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.RESET);
    }

    private long counted(LoadBalancerMetric metric) {
        return shop.metrics.loadBalancers().get(AlbFixtures.NLB).of(metric);
    }

    @Test
    void aRequestCountsAsAConnectionWhileItLasts() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));
        send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(counted(LoadBalancerMetric.NLB_PROCESSED_BYTES_TCP))
                .isGreaterThan("GET / HTTP/1.1\r\nHost: example.com\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".length());

        shop.targets.script(1, shop.targets.silent());
        shop.targets.script(2, shop.targets.silent());
        FakeExchange exchange = send("http", 80);
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
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        Runnable over = shop.fleet.flowBegins(((FlowTarget.Address) flow(1)).registration(), () -> {});
        assertThat(ofGroup(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isEqualTo(1);
        over.run();
        assertThat(ofGroup(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
        assertThat(ofGroup(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(1);
    }

    @Test
    void connectionsOfTlsAreCountedForThemselves() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.change(state -> state.with(secure(listener("TLS", 443), "TLS")));
        send("https", 443);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TLS)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_PROCESSED_BYTES_TLS)).isPositive();
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isZero();
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.TLS_FAILED, "none"));
        send("https", 443);
        assertThat(counted(LoadBalancerMetric.NLB_TARGET_TLS_NEGOTIATION_ERROR)).isEqualTo(1);
    }

    @Test
    void whatBecomesOfConnectionsThatFail() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "refused"));
        send("http", 80);
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.TIMEOUT, "silent"));
        send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_TCP_TARGET_RESET)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_TCP_ELB_RESET)).isEqualTo(1);
        shop.unhealthy(1, "down");
        send("http", 80);
        flow(40_000);
        assertThat(counted(LoadBalancerMetric.NLB_UNHEALTHY_ROUTING_FLOW)).isEqualTo(2);
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.draining(1));
        send("http", 80);
        assertThat(counted(LoadBalancerMetric.NLB_REJECTED_FLOW)).isEqualTo(1);
        assertThat(counted(LoadBalancerMetric.NLB_NEW_FLOW_TCP)).isEqualTo(3);
        assertThat(counted(LoadBalancerMetric.NLB_ACTIVE_FLOW_TCP)).isZero();
    }

    @Test
    void idleConnectionsMayBeGivenTheirOwnTime() {
        serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        assertThat(((FlowTarget.Address) flow(1)).idleTimeout()).isEqualTo(Duration.ofSeconds(350));
        shop.change(state -> state.with(listener("TCP", 80).withAttributes(Map.of("tcp.idle_timeout.seconds", "60"))));
        assertThat(((FlowTarget.Address) flow(1)).idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    /** Remembers who ended TLS; what is behind is called without. */
    private final class EndsOfTls implements TlsCall {

        private final List<String> ends = new ArrayList<>();

        @Override
        public Upstream to(String host, int port, UpstreamTimeouts timeouts, byte[] preface) {
            ends.add(host + ':' + port);
            return shop.targets.to(host, port, timeouts.connect(), timeouts.response());
        }

        @Override
        public Upstream within(String end, Upstream plain) {
            ends.add(end);
            return plain;
        }
    }

    private FakeExchange send(String scheme, int port) {
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, scheme, port))
                .service()
                .handle(exchange);
        return exchange;
    }

    /** A request with TLS of its own, whose answer goes to the exchange that is returned. */
    private FakeExchange send(String scheme, int port, TlsCall tls) {
        FakeExchange exchange = FakeExchange.get("/");
        Upstream listener = ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, scheme, port)).inProcess();
        Upstream secured = (request, sink) -> listener.send(request.over(tls), sink);
        new NetworkService(secured).handle(exchange);
        return exchange;
    }

    private static Listener secure(Listener listener, String protocol) {
        return new Listener(
                        listener.listenerArn(),
                        listener.loadBalancerArn(),
                        protocol,
                        listener.port(),
                        listener.defaultActions(),
                        listener.defaultRuleArn(),
                        Map.of(),
                        TreePMap.empty())
                .withTls(new Listener.Tls(SslPolicy.DEFAULT, "certificate", Optional.empty()));
    }

    /** The target of each of many clients. */
    private Map<String, Integer> byClient() {
        Map<String, Integer> targets = new TreeMap<>();
        for (int i = 1; i < 100; i++) {
            String client = "10.0.1." + i;
            FlowTarget target = shop.fleet.flow(LISTENER, new InetSocketAddress(client, 40_000));
            targets.put(client, ((FlowTarget.Address) target).port());
        }
        return targets;
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
        shop.change(state ->
                state.with(nlb).with(group("TCP", targetType, ofGroup, targets)).with(listener("TCP", 80)));
    }

    private static TargetGroup group(
            String protocol, String targetType, Map<String, String> attributes, TargetDescription... targets) {
        PSortedMap<String, TargetDescription> byKey = TreePMap.empty();
        for (TargetDescription target : targets) {
            byKey = byKey.plus(target.key(), target);
        }
        TargetGroup like = AlbFixtures.group("wire", AlbFixtures.CHECK, attributes, targets);
        return new TargetGroup(
                like.scope(),
                like.targetGroupArn(),
                like.targetGroupName(),
                protocol,
                "",
                80,
                like.vpcId(),
                targetType,
                like.ipAddressType(),
                like.healthCheck(),
                byKey,
                attributes,
                TreePMap.empty());
    }

    private static Listener listener(String protocol, int port) {
        String arn = port == 80 ? LISTENER : LISTENER.replace("/p80", "/p" + port);
        return new Listener(
                arn,
                AlbFixtures.NLB,
                protocol,
                port,
                List.of(AlbFixtures.forward("wire")),
                arn.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
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
