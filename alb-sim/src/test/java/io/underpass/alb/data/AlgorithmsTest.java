package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Failure;
import io.underpass.wire.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AlgorithmsTest {

    private static final String ALGORITHM = "load_balancing.algorithm.type";
    private static final Map<String, String> LEAST = Map.of(ALGORITHM, "least_outstanding_requests");
    private static final Map<String, String> MITIGATING =
            Map.of(ALGORITHM, "weighted_random", "load_balancing.algorithm.anomaly_mitigation", "on");
    private static final Map<String, String> SLOW_START = Map.of("slow_start.duration_seconds", "30");
    private static final Duration PERIOD = Duration.ofSeconds(5);

    @Test
    void leastOutstandingGoesWhereLeastIsUnderWay() {
        CheckedShop shop = new CheckedShop(LEAST, AlbFixtures.target(1), AlbFixtures.target(2));
        List<ResponseSink> held = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(held));
        assertThat(shop.share(1, 4)).isEqualTo(1);
        held.get(0).abort(new Failure(Failure.Kind.RESET, "reset"));
        assertThat(shop.share(1, 1) + shop.share(2, 1)).isEqualTo(2);
    }

    @Test
    void leastOutstandingTakesTurnsWhereAllAreIdle() {
        CheckedShop shop = new CheckedShop(LEAST, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        assertThat(shop.share(2, 30)).isEqualTo(10);
    }

    @Test
    void leastOutstandingForgetsWhatItsClientsLeft() {
        CheckedShop shop = new CheckedShop(LEAST, AlbFixtures.target(1), AlbFixtures.target(2));
        shop.targets.script(1, shop.targets.silent());
        shop.targets.script(2, shop.targets.silent());
        for (int i = 0; i < 10; i++) {
            shop.send().leave();
        }
        assertThat(shop.share(1, 10)).isEqualTo(5);
    }

    @Test
    void weightedRandomIsEven() {
        CheckedShop shop =
                new CheckedShop(Map.of(ALGORITHM, "weighted_random"), AlbFixtures.target(1), AlbFixtures.target(2));
        assertThat(shop.share(1, 4000)).isBetween(1800, 2200); // Six standard deviations.
    }

    @Test
    void aTargetThatFailsMoreOftenIsFoundAndWhereAskedForHeldOff() {
        CheckedShop shop =
                new CheckedShop(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        shop.targets.script(1, ScriptedTargets.answer(500));
        shop.share(1, 300);
        assertThat(shop.anomaly(1)).isEqualTo(AnomalyDetection.NORMAL);
        shop.pass(PERIOD);
        assertThat(shop.anomaly(1)).isEqualTo(new AnomalyDetection(true, true));
        assertThat(shop.anomaly(2)).isEqualTo(AnomalyDetection.NORMAL);
        assertThat(shop.share(1, 900)).isLessThan(200); // A ninth is its share.
        shop.targets.script(1, ScriptedTargets.answer(200));
        shop.pass(PERIOD.multipliedBy(6));
        assertThat(shop.anomaly(1)).isEqualTo(AnomalyDetection.NORMAL);
        assertThat(shop.share(1, 900)).isGreaterThan(200);
    }

    @Test
    void anomaliesAreFoundWhateverTheAlgorithmAndChangeNothingThere() {
        CheckedShop shop =
                new CheckedShop(Map.of(), AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        shop.targets.script(1, ScriptedTargets.failing(Failure.Kind.RESET, "reset"));
        shop.share(1, 60);
        shop.pass(PERIOD);
        assertThat(shop.anomaly(1)).isEqualTo(new AnomalyDetection(true, false));
        assertThat(shop.share(1, 60)).isEqualTo(20);
    }

    @Test
    void noTargetIsAnomalousWhereAllFailAlikeOrTooFewCanBeCompared() {
        CheckedShop three =
                new CheckedShop(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        CheckedShop two = new CheckedShop(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2));
        for (CheckedShop shop : List.of(three, two)) {
            shop.targets.script(1, ScriptedTargets.answer(503));
        }
        three.targets.script(2, ScriptedTargets.answer(503));
        three.targets.script(3, ScriptedTargets.answer(503));
        for (CheckedShop shop : List.of(three, two)) {
            shop.share(1, 200);
            shop.pass(PERIOD);
            assertThat(shop.anomaly(1)).isEqualTo(AnomalyDetection.NORMAL);
        }
    }

    @Test
    void targetsThatAreGoneAreNotComparedForEver() {
        CheckedShop shop =
                new CheckedShop(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        CompiledTargetGroup before = shop.compiled();
        shop.share(1, 30);
        shop.group(MITIGATING);
        assertThat(shop.health.answers(before, before.targets().get(0)))
                .as("a request that began before")
                .isPresent();
        shop.pass(PERIOD.multipliedBy(2));
        assertThat(shop.timer.pending()).isZero();
        shop.group(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        shop.targets.script(1, ScriptedTargets.answer(500));
        shop.share(1, 300);
        shop.pass(PERIOD);
        assertThat(shop.anomaly(1).anomalous()).isTrue();
    }

    @Test
    void whatTargetsThatAreGoneHaveToAnswerIsForgottenOnceTheyHave() {
        OutstandingRequests outstanding = new OutstandingRequests();
        for (int i = 0; i < 1000; i++) {
            String name = "10.0.0." + i;
            AtomicInteger counter = outstanding.of(name);
            outstanding.keep(List.of(target(name, counter)));
        }
        assertThat(outstanding.size()).isEqualTo(1);
        AtomicInteger busy = outstanding.of("busy");
        busy.incrementAndGet();
        outstanding.keep(List.of());
        assertThat(outstanding.of("busy")).isSameAs(busy);
        busy.decrementAndGet();
        outstanding.keep(List.of());
        assertThat(outstanding.size()).isZero();
    }

    private static RoutableTarget target(String name, AtomicInteger counter) {
        return new RoutableTarget(
                name,
                ScriptedTargets.answer(200),
                new InFlight(),
                HealthStates.FULL_SHARE,
                new TargetLoad(counter, null),
                new LoadBalancerMetrics().ofGroup("orders"),
                false);
    }

    @Test
    @DisplayName("T17: slow start 30 s, a new second target's share grows from about 0 to half")
    void t17ANewTargetStartsSlowly() {
        CheckedShop shop = new CheckedShop(SLOW_START, AlbFixtures.target(1));
        shop.group(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        assertThat(shop.share(2, 2000)).isBetween(0, 40);
        shop.pass(Duration.ofSeconds(15));
        assertThat(shop.share(2, 2000)).isBetween(400, 600);
        shop.pass(Duration.ofSeconds(15));
        assertThat(shop.share(2, 2000)).isEqualTo(1000);
    }

    @Test
    void whatIsForgottenHasItsFullShare() {
        CheckedShop starting = new CheckedShop(SLOW_START, AlbFixtures.target(1));
        starting.group(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        starting.health.forget();
        starting.pass(Duration.ZERO);
        assertThat(starting.share(2, 100)).isEqualTo(50);

        CheckedShop failing =
                new CheckedShop(MITIGATING, AlbFixtures.target(1), AlbFixtures.target(2), AlbFixtures.target(3));
        failing.targets.script(1, ScriptedTargets.answer(500));
        failing.share(1, 300);
        failing.pass(PERIOD);
        assertThat(failing.anomaly(1)).isEqualTo(new AnomalyDetection(true, true));
        failing.health.forget();
        failing.pass(Duration.ZERO);
        assertThat(failing.anomaly(1)).isEqualTo(AnomalyDetection.NORMAL);
        assertThat(failing.share(1, 900)).isGreaterThan(200);
    }

    @Test
    void theFirstTargetsOfAGroupDoNotStartSlowly() {
        CheckedShop shop = new CheckedShop(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        assertThat(shop.share(2, 100)).isEqualTo(50);
    }

    @Test
    void targetsThatAreHealthyAlreadyDoNotStartSlowlyWhenThatIsAskedFor() {
        CheckedShop shop = new CheckedShop(Map.of(), AlbFixtures.target(1), AlbFixtures.target(2));
        shop.group(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        assertThat(shop.share(2, 100)).isEqualTo(50);
    }

    @Test
    void slowStartEndsWithTheSettingAndBeginsAgainAfterAnIllness() {
        CheckedShop shop = new CheckedShop(SLOW_START, AlbFixtures.target(1));
        shop.group(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        shop.group(Map.of(), AlbFixtures.target(1), AlbFixtures.target(2));
        assertThat(shop.share(2, 100)).isEqualTo(50);
        shop.group(SLOW_START, AlbFixtures.target(1), AlbFixtures.target(2));
        shop.targets.script(2, ScriptedTargets.answer(500));
        shop.pass(Duration.ofSeconds(60));
        assertThat(shop.state(2)).isEqualTo("unhealthy");
        shop.targets.script(2, ScriptedTargets.answer(200));
        shop.pass(Duration.ofSeconds(149)); // Healthy after the fifth success.
        assertThat(shop.state(2)).isEqualTo("unhealthy");
        shop.pass(Duration.ofSeconds(1));
        assertThat(shop.state(2)).isEqualTo("healthy");
        assertThat(shop.share(2, 1000)).isLessThan(100);
    }
}
