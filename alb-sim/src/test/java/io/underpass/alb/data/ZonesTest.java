package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The load balancer has the zones a and b. */
final class ZonesTest {

    private static final Map<String, String> APART = Map.of("load_balancing.cross_zone.enabled", "false");
    private static final TargetDescription A1 = AlbFixtures.inZone(1, "us-east-1a");
    private static final TargetDescription A2 = AlbFixtures.inZone(2, "us-east-1a");
    private static final TargetDescription B = AlbFixtures.inZone(3, "us-east-1b");

    @Test
    void zonesShareByTargetsWhereRequestsCross() {
        CheckedShop shop = new CheckedShop(Map.of(), A1, A2, B);
        assertThat(shop.share(3, 30)).isEqualTo(10);
    }

    @Test
    void zonesThatKeepToThemselvesGetTheSame() {
        CheckedShop shop = new CheckedShop(APART, A1, A2, B);
        assertThat(shop.share(3, 40)).isEqualTo(20);
        assertThat(shop.share(1, 40)).isEqualTo(10);
    }

    @Test
    void aZoneWithoutTargetsAnswers503() {
        CheckedShop shop = new CheckedShop(APART, A1, A2);
        List<Integer> statuses =
                IntStream.range(0, 20).mapToObj(i -> shop.send().status()).toList();
        assertThat(Collections.frequency(statuses, 503)).isEqualTo(10);
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(10);
    }

    @Test
    void aTargetOfAllZonesServesEach() {
        CheckedShop shop = new CheckedShop(APART, A1, AlbFixtures.target(9));
        assertThat(shop.share(9, 40)).isEqualTo(30);
    }

    @Test
    void aZoneWithTooFewHealthyTargetsLeavesDns() {
        CheckedShop shop = new CheckedShop(APART, A1, A2, B);
        unhealthy(shop, 3);
        assertThat(shop.share(3, 40)).isZero();
        unhealthy(shop, 1);
        assertThat(shop.share(2, 40)).isEqualTo(40);
        unhealthy(shop, 2);
        assertThat(shop.share(3, 40)).isEqualTo(20); // All zones are bad: all stay, all targets are asked.
    }

    @Test
    void theDnsThresholdsAreTheGroups() {
        Map<String, String> two = Map.of(
                "load_balancing.cross_zone.enabled",
                "false",
                "target_group_health.dns_failover.minimum_healthy_targets.count",
                "2");
        CheckedShop shop = new CheckedShop(two, A1, A2, B);
        assertThat(shop.share(3, 40)).isZero();
    }

    private static void unhealthy(CheckedShop shop, int port) {
        shop.targets.script(port, ScriptedTargets.answer(500));
        shop.pass(Duration.ofSeconds(2L * AlbFixtures.CHECK.intervalSeconds()));
        assertThat(shop.state(port)).isEqualTo("unhealthy");
    }
}
