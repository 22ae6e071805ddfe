package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.FakeExchange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetPickerTest {

    @Test
    void t13RoundRobinGivesEveryTargetTheSame() {
        Shop shop = Shop.forwarding(80, 1, 2, 3);
        requests(shop, 300);
        assertThat(share(shop, 1)).isEqualTo(100);
        assertThat(share(shop, 2)).isEqualTo(100);
        assertThat(share(shop, 3)).isEqualTo(100);
    }

    @Test
    void roundRobinOutlivesAPublication() {
        Shop shop = Shop.forwarding(80, 1, 2);
        for (int i = 0; i < 10; i++) {
            requests(shop, 1);
            shop.listen(8080 + i, AlbFixtures.answer("x"));
        }
        assertThat(share(shop, 1)).isEqualTo(5);
    }

    @Test
    void whatIsForgottenBeginsWithTheFirstTargetAndGroup() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward(AlbFixtures.weighted("a", 1), AlbFixtures.weighted("b", 1)));
        shop.group("a", Map.of(), 1, 2);
        shop.group("b", Map.of(), 3);
        requests(shop, 3);
        List<String> before = List.copyOf(shop.targets.addresses());
        for (int i = 0; i < 5; i++) {
            shop.fleet.forget();
            requests(shop, 3);
        }
        assertThat(shop.targets.addresses())
                .isEqualTo(Collections.nCopies(6, before).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void unhealthyTargetsGetNothingWhileOthersAreHealthy() {
        Shop shop = Shop.forwarding(80, 1, 2);
        requests(shop, 2);
        shop.unhealthy(1, "refused");
        requests(shop, 10);
        assertThat(share(shop, 1)).isEqualTo(1);
        shop.healthy(1);
        requests(shop, 10);
        assertThat(share(shop, 1)).isEqualTo(6);
    }

    @Test
    void s13WithoutHealthyTargetsAllAreAsked() {
        Shop shop = Shop.forwarding(80, 1, 2);
        shop.unhealthy(1, "refused");
        shop.unhealthy(2, "refused");
        assertThat(requests(shop, 10)).containsOnly(200);
        assertThat(share(shop, 1)).isEqualTo(5);
    }

    @Test
    void s15BelowTheThresholdAllAreAsked() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward("orders"));
        shop.group("orders", Shop.routingCount(2), 1, 2, 3, 4);
        shop.unhealthy(2, "x");
        shop.unhealthy(3, "x");
        shop.unhealthy(4, "x");
        requests(shop, 8);
        assertThat(share(shop, 2)).isEqualTo(2);
        shop.healthy(2);
        requests(shop, 8);
        assertThat(share(shop, 3)).isEqualTo(2);
    }

    @Test
    void a11AnEmptyGroupKeepsItsShare() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward(AlbFixtures.weighted("a", 1), AlbFixtures.weighted("b", 1)));
        shop.group("a", Map.of());
        shop.group("b", Map.of(), 2);
        List<Integer> statuses = requests(shop, 100);
        assertThat(Collections.frequency(statuses, 503)).isEqualTo(50);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(50);
    }

    @Test
    void a12WeightZeroGetsNothing() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward(AlbFixtures.weighted("a", 0), AlbFixtures.weighted("b", 1)));
        shop.group("a", Map.of(), 1);
        shop.group("b", Map.of(), 2);
        requests(shop, 20);
        assertThat(share(shop, 2)).isEqualTo(20);
    }

    @Test
    void allWeightsZeroAnswer503() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward(AlbFixtures.weighted("a", 0)));
        shop.group("a", Map.of(), 1);
        assertThat(requests(shop, 1)).containsExactly(503);
    }

    @Test
    void weightsShareOut() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.forward(AlbFixtures.weighted("a", 90), AlbFixtures.weighted("b", 10)));
        shop.group("a", Map.of(), 1);
        shop.group("b", Map.of(), 2);
        requests(shop, 50);
        assertThat(share(shop, 2)).isEqualTo(5);
    }

    @Test
    void drainingTargetsGetNothing() {
        Shop shop = Shop.forwarding(80, 1, 2);
        shop.change(s ->
                s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.draining(1), AlbFixtures.target(2))));
        requests(shop, 4);
        assertThat(share(shop, 2)).isEqualTo(4);
    }

    @Test
    void targetsAreAskedForOnlyWhenSomethingChanged() {
        Shop shop = Shop.forwarding(80, 1, 2);
        requests(shop, 50);
        assertThat(shop.targets.timeouts()).hasSize(4);
    }

    private static List<Integer> requests(Shop shop, int count) {
        return Collections.nCopies(count, "/").stream()
                .map(path -> shop.send(FakeExchange.get(path)).status())
                .toList();
    }

    private static int share(Shop shop, int port) {
        return Collections.frequency(shop.targets.addresses(), "127.0.0.1:" + port);
    }
}
