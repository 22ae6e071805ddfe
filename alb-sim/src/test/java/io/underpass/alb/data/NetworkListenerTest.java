package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
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

/** Where a network load balancer's listener passes connections and requests on to. */
class NetworkListenerTest {

    private static final int FLOWS = 2000;

    private final NetworkShop nlb = new NetworkShop();
    private final Shop shop = nlb.shop();

    @Test
    void aConnectionStaysWithItsTargetAndManyAreSpread() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));

        assertThat(nlb.flow(40_000)).isEqualTo(nlb.flow(40_000));
        assertThat(shares())
                .containsOnlyKeys(1, 2)
                .allSatisfy((port, share) -> assertThat(share).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10));
    }

    @Test
    void unhealthyTargetsGetNoneUnlessAllAreSo() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1), AlbFixtures.target(2));
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
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a", "us-east-1b"), targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10);

        nlb.serve(
                Map.of("load_balancing.cross_zone.enabled", "true"),
                Map.of(),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 2 / 10, FLOWS * 3 / 10);

        nlb.serve(
                Map.of("load_balancing.cross_zone.enabled", "true"),
                Map.of("load_balancing.cross_zone.enabled", "false"),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        assertThat(shares().get(1)).isBetween(FLOWS * 4 / 10, FLOWS * 6 / 10);
    }

    @Test
    void aZoneWithoutAHealthyTargetTakesNoPart() {
        nlb.serve(
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
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.draining(1));

        assertThat(nlb.flow(40_000))
                .isInstanceOfSatisfying(
                        FlowTarget.None.class, none -> assertThat(none.reason()).contains("target group wire"));
    }

    @Test
    void aTargetMayBeALoadBalancerOfApplications() {
        shop.listen(8080, AlbFixtures.answer("hello"));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8080, Optional.empty(), Optional.empty());
        nlb.serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);

        assertThat(nlb.flow(40_000))
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
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.fleet
                .faults()
                .listeners()
                .choose(names -> names.contains(NetworkShop.LISTENER)
                        ? Optional.of(new InjectedFault("the fault", Duration.ZERO, OptionalInt.of(503), false))
                        : Optional.empty());

        assertThat(nlb.send("http", 80).status()).isEqualTo(503);
    }

    @Test
    void aFaultHitsConnectionsToo() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        InjectedFault slow = new InjectedFault("the slow", Duration.ofMillis(5), OptionalInt.empty(), false);
        InjectedFault end = new InjectedFault("the end", Duration.ZERO, OptionalInt.empty(), true);
        shop.fleet.faults().loadBalancers().choose(names -> Optional.of(slow));
        FlowTarget to = ((FlowTarget.Hit) nlb.flow(1)).target();
        assertThat(to).isInstanceOf(FlowTarget.Address.class);

        shop.fleet
                .faults()
                .targets()
                .choose(names -> names.contains("127.0.0.1:1") ? Optional.of(end) : Optional.empty());

        assertThat(nlb.flow(1)).isEqualTo(new FlowTarget.Hit(slow.then(end), to));
        shop.fleet.faults().loadBalancers().quieten();
        assertThat(nlb.send("http", 80).failure()).isPresent();
    }

    @Test
    void whatIsSpokenThroughATcpListenerIsNoneOfItsAffair() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));

        assertThat(shop.fleet.find(AlbFixtures.NLB, "http", 80)).isInstanceOf(Lookup.Found.class);
        assertThat(shop.fleet.find(AlbFixtures.NLB, "https", 80)).isInstanceOf(Lookup.Found.class);
        assertThat(shop.fleet.findByDnsName(AlbFixtures.NLB_DNS, "https", 80))
                .as("where TLS has ended already")
                .isEqualTo(new Lookup.NotEmulated(AlbFixtures.NLB, "https through its TCP listener on port 80"));
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheTarget() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        EndsOfTls tls = new EndsOfTls();

        FakeExchange exchange = nlb.send("https", 80, tls);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(tls.ends).containsExactly("127.0.0.1:1");
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheLoadBalancerOfApplicationsBehindIt() {
        shop.change(state ->
                state.with(NetworkShop.secure(AlbFixtures.listener(8443, AlbFixtures.answer("hello")), "HTTPS")));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8443, Optional.empty(), Optional.empty());
        nlb.serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);
        EndsOfTls tls = new EndsOfTls();

        assertThat(nlb.send("https", 80, tls).status()).isEqualTo(200);
        assertThat(tls.ends).containsExactly(AlbFixtures.listenerArn(8443));
        assertThat(nlb.flow(40_000)).isInstanceOf(FlowTarget.Listener.class);
        assertThat(nlb.send("http", 80).failure().orElseThrow().kind()).isEqualTo(Failure.Kind.UNREACHABLE);
    }

    @Test
    void aListenerThatSpeaksNoTlsTakesNone() {
        shop.listen(8080, AlbFixtures.answer("hello"));
        TargetDescription alb = new TargetDescription(AlbFixtures.LB, 8080, Optional.empty(), Optional.empty());
        nlb.serve("alb", Map.of(), Map.of(), List.of("us-east-1a"), alb);

        assertThat(nlb.send("https", 80, new EndsOfTls())
                        .failure()
                        .orElseThrow()
                        .kind())
                .isEqualTo(Failure.Kind.TLS_FAILED);
    }

    @Test
    void aTlsListenerEndsTlsAndBeginsItAnewWithTargetsOfTls() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        shop.change(state -> state.with(NetworkShop.secure(NetworkShop.listener("TLS", 443), "TLS")));

        assertThat(shop.fleet.find(AlbFixtures.NLB, "http", 443)).isInstanceOf(Lookup.NoListener.class);
        assertThat(nlb.send("https", 443).status()).isEqualTo(200);
        assertThat(shop.targets.secured()).isEmpty();

        shop.change(state -> state.with(NetworkShop.group("TLS", "ip", Map.of(), AlbFixtures.target(1))));
        assertThat(nlb.send("https", 443).status()).isEqualTo(200);
        assertThat(shop.targets.secured()).containsExactly("127.0.0.1:1");
        assertThat(((FlowTarget.Address) nlb.flow(1)).secure()).isTrue();
    }

    @Test
    void stickyClientsStayWithTheirTargetsWhenOthersComeAndGo() {
        TargetDescription[] three = {AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3)};
        nlb.serve(Map.of(), Map.of("stickiness.enabled", "true"), List.of("us-east-1a"), three);
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
        nlb.serve(
                Map.of(),
                Map.of("proxy_protocol_v2.enabled", "true", "preserve_client_ip.enabled", "true"),
                List.of("us-east-1a"),
                AlbFixtures.target(1));

        FlowTarget.Address address = (FlowTarget.Address) nlb.flow(1);
        assertThat(address.announced()).isTrue();
        assertThat(address.clientAddressKept()).isTrue();
        FakeExchange exchange = nlb.send("http", 80);
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
        nlb.serve(
                Map.of(),
                Map.of("target_group_health.dns_failover.minimum_healthy_targets.count", "2"),
                List.of("us-east-1a", "us-east-1b"),
                targets);
        shop.unhealthy(1, "down");

        assertThat(shares()).containsOnlyKeys(3, 4);
    }

    @Test
    void idleConnectionsMayBeGivenTheirOwnTime() {
        nlb.serve(Map.of(), Map.of(), List.of("us-east-1a"), AlbFixtures.target(1));
        assertThat(((FlowTarget.Address) nlb.flow(1)).idleTimeout()).isEqualTo(Duration.ofSeconds(350));
        shop.change(state ->
                state.with(NetworkShop.listener("TCP", 80).withAttributes(Map.of("tcp.idle_timeout.seconds", "60"))));
        assertThat(((FlowTarget.Address) nlb.flow(1)).idleTimeout()).isEqualTo(Duration.ofSeconds(60));
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

    /** The target of each of many clients. */
    private Map<String, Integer> byClient() {
        Map<String, Integer> targets = new TreeMap<>();
        for (int i = 1; i < 100; i++) {
            String client = "10.0.1." + i;
            FlowTarget target = shop.fleet.flow(NetworkShop.LISTENER, new InetSocketAddress(client, 40_000));
            targets.put(client, ((FlowTarget.Address) target).port());
        }
        return targets;
    }

    /** How many of many connections each target got, by its port. */
    private Map<Integer, Integer> shares() {
        Map<Integer, Integer> shares = new TreeMap<>();
        for (int i = 0; i < FLOWS; i++) {
            shares.merge(((FlowTarget.Address) nlb.flow(30_000 + i)).port(), 1, Integer::sum);
        }
        return shares;
    }
}
