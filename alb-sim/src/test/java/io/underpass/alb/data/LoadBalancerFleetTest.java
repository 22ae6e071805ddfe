package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.RandomIds;
import io.underpass.wire.FakeExchange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LoadBalancerFleetTest {

    private final Shop shop = new Shop();

    @Test
    void findsTheListenerByItsPort() {
        shop.listen(80, AlbFixtures.answer("a"));
        shop.listen(8080, AlbFixtures.answer("b"));
        assertThat(shop.send(8080, FakeExchange.get("/")).text()).isEqualTo("b");
        assertThat(shop.send(80, FakeExchange.get("/")).text()).isEqualTo("a");
    }

    @Test
    void findsAListenerByItsOwnArn() {
        shop.listen(8080, AlbFixtures.answer("b"));
        Lookup.Found found = (Lookup.Found) shop.fleet.find(AlbFixtures.listenerArn(8080), "https", 1);
        assertThat(found.loadBalancerArn()).isEqualTo(AlbFixtures.LB);
        assertThat(found.listenerArn()).isEqualTo(AlbFixtures.listenerArn(8080));
    }

    @Test
    void whatDependsOnTheSnapshotAloneIsMadeOnce() {
        shop.listen(8080, AlbFixtures.answer("b"));
        Lookup found = shop.fleet.find(AlbFixtures.LB, "http", 8080);
        assertThat(shop.fleet.find(AlbFixtures.LB, "http", 8080)).isSameAs(found);
        assertThat(shop.fleet.find(AlbFixtures.listenerArn(8080), "http", 8080)).isSameAs(found);
        assertThat(((Lookup.Found) found).owner()).isEqualTo(AlbFixtures.SCOPE);
    }

    @Test
    void saysWhatThereIsWhereNothingListens() {
        assertThat(shop.fleet.find(AlbFixtures.LB, "http", 80))
                .isEqualTo(new Lookup.NoListener(AlbFixtures.LB, List.of(), "the load balancer has no listeners"));
        shop.listen(8080, AlbFixtures.answer("b"));
        shop.listen(81, AlbFixtures.answer("b"));
        assertThat(shop.fleet.find(AlbFixtures.LB, "http", 80))
                .isEqualTo(new Lookup.NoListener(
                        AlbFixtures.LB,
                        List.of(81, 8080),
                        "no listener on port 80, there are listeners on [81, 8080]"));
        assertThat(shop.fleet.find(AlbFixtures.LB, "https", 81))
                .isEqualTo(new Lookup.NoListener(
                        AlbFixtures.LB, List.of(81, 8080), "the listener on port 81 speaks http, not https"));
    }

    @Test
    void knowsNoLoadBalancerThatIsNotThere() {
        assertThat(shop.fleet.find(AlbFixtures.LB + "x", "http", 80)).isEqualTo(new Lookup.NoLoadBalancer());
        assertThat(shop.fleet.byDnsName("other.elb.amazonaws.com")).isEmpty();
    }

    @Test
    void findsByDnsName() {
        shop.listen(80, AlbFixtures.answer("a"));
        assertThat(shop.fleet.byDnsName("Internal-shop-123.us-east-1.elb.amazonaws.com:4566"))
                .contains(new DnsMatch(AlbFixtures.LB, true));
        assertThat(shop.fleet.findByDnsName(AlbFixtures.DNS, "http", 80)).isInstanceOf(Lookup.Found.class);
        assertThat(shop.fleet.findByDnsName("nobody", "http", 80)).isEqualTo(new Lookup.NoLoadBalancer());
    }

    @Test
    void answersNobodyWhileProvisioning() {
        AtomicReference<Instant> now = new AtomicReference<>(AlbFixtures.CREATED.plusMillis(999));
        AlbSnapshot snapshot = new AlbCompiler()
                .first(AlbState.EMPTY
                        .with(AlbFixtures.loadBalancer(Map.of()))
                        .with(AlbFixtures.listener(80, AlbFixtures.answer("a"))));
        LoadBalancerFleet fleet =
                new LoadBalancerFleet(shop, shop.targets, new RandomIds(new Random(1)), now::get, AlbSettings.DEFAULT);
        fleet.follow(snapshot);
        assertThat(fleet.find(AlbFixtures.LB, "http", 80))
                .isEqualTo(new Lookup.NotActive(AlbFixtures.LB, "provisioning"));
        now.set(AlbFixtures.CREATED.plusSeconds(1));
        assertThat(fleet.find(AlbFixtures.LB, "http", 80)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aNetworkLoadBalancerWithoutListenersSaysSo() {
        shop.change(s -> s.with(AlbFixtures.networkLoadBalancer()));
        assertThat(shop.fleet.find(AlbFixtures.NLB, "http", 80))
                .isEqualTo(new Lookup.NoListener(AlbFixtures.NLB, List.of(), "the load balancer has no listeners"));
        assertThat(shop.fleet.findByDnsName(AlbFixtures.NLB_DNS, "http", 80)).isInstanceOf(Lookup.NoListener.class);
    }

    @Test
    void aRequestOfAnOlderSnapshotTakesNoTurnsFromNewerOnes() {
        shop.listen(80, AlbFixtures.forward("old"));
        shop.group("old", Map.of(), 1);
        Lookup.Found old = (Lookup.Found) shop.fleet.find(AlbFixtures.LB, "http", 80);
        shop.group("new", Map.of(), 2, 3);
        shop.listen(80, AlbFixtures.forward("new"));
        shop.targets.script(2, shop.targets.silent());
        FakeExchange waiting = shop.send(FakeExchange.get("/"));
        old.service().handle(FakeExchange.get("/"));
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:1");
        shop.send(FakeExchange.get("/"));
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:3");
        shop.fleet.cutOff(AlbFixtures.groupArn("new"), "127.0.0.1:2");
        assertThat(waiting.status()).isEqualTo(502);
    }

    @Test
    void aGroupThatNoRuleNamesLosesItsTurnsAtThePublication() {
        shop.listen(80, AlbFixtures.forward("orders"));
        shop.group("orders", Map.of(), 1, 2);
        shop.send(FakeExchange.get("/"));
        shop.listen(80, AlbFixtures.answer("closed"));
        shop.listen(80, AlbFixtures.forward("orders"));
        shop.send(FakeExchange.get("/"));
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:1");
    }

    @Test
    void servesNothingBeforeTheFirstPublication() {
        LoadBalancerFleet fleet = new LoadBalancerFleet(
                shop, shop.targets, new RandomIds(new Random(1)), () -> Shop.NOW, AlbSettings.DEFAULT);
        assertThat(fleet.find(AlbFixtures.LB, "http", 80)).isEqualTo(new Lookup.NoLoadBalancer());
    }

    @Test
    void anExchangeKeepsTheSnapshotItBeganWith() {
        shop.listen(80, AlbFixtures.answer("old"));
        Lookup.Found found = (Lookup.Found) shop.fleet.find(AlbFixtures.LB, "http", 80);
        shop.listen(80, AlbFixtures.answer("new"));
        FakeExchange running = FakeExchange.get("/");
        found.service().handle(running);
        assertThat(running.text()).isEqualTo("old");
        assertThat(shop.send(FakeExchange.get("/")).text()).isEqualTo("new");
    }
}
