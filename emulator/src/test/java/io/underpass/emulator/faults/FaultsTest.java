package io.underpass.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.data.FaultPoints;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final FaultPoints points = new FaultPoints();
    private final FaultPoint targets = points.targets();
    private final FaultPoint links = new FaultPoint();
    private final Deque<Double> chances = new ArrayDeque<>();
    private final Faults faults = new Faults(new FaultSites(links, points), () -> chances.removeFirst());

    @Test
    void aFaultHitsWhatItNames() {
        faults.add(Fault.onTarget("10.0.0.1:80").status(503));

        assertThat(hit("10.0.0.1:80")).map(found -> found.status().orElse(0)).contains(503);
        assertThat(hit("10.0.0.2:80")).isEmpty();
        assertThat(links.isQuiet()).isTrue();
    }

    @Test
    void aPointIsQuietAgainWhenItsFaultsAreGone() {
        String one = faults.add(Fault.onTarget("a").reset());
        faults.add(Fault.onLink(Fault.ANY).reset());

        assertThat(faults.remove(one)).isTrue();
        assertThat(faults.remove(one)).isFalse();
        assertThat(targets.isQuiet()).isTrue();
        assertThat(links.isQuiet()).isFalse();
        faults.clear();
        assertThat(links.isQuiet()).isTrue();
        assertThat(faults.list()).isEmpty();
        assertThat(faults.add(Fault.onTarget("a").reset()))
                .as("an id belongs to one fault")
                .isEqualTo("fault-3");
    }

    @Test
    void onlyAPercentageIsHit() {
        faults.add(Fault.onTarget("a").reset().percentage(20));
        chances.addAll(List.of(0.19, 0.2));

        assertThat(hit("a")).isPresent();
        assertThat(hit("a")).isEmpty();
    }

    @Test
    void aFaultThatHasHitAsOftenAsItMayCostsNothingAnyMore() {
        String id = faults.add(Fault.onTarget("a").status(500).times(2));

        assertThat(hit("a")).isPresent();
        assertThat(hit("a")).isPresent();
        assertThat(targets.isQuiet()).isTrue();
        assertThat(faults.find(id).orElseThrow())
                .extracting(StandingFault::hits, StandingFault::spent)
                .containsExactly(2L, true);
    }

    @Test
    void delaysAddUpUntilOneEndsTheRequest() {
        faults.add(Fault.onTarget("a").latency(Duration.ofMillis(100)).jitter(Duration.ofMillis(50)));
        faults.add(Fault.onTarget(Fault.ANY).latency(Duration.ofMillis(10)).reset());
        faults.add(Fault.onTarget("a").latency(Duration.ofMillis(1000)));
        chances.add(0.75);

        InjectedFault fault = hit("a").orElseThrow();

        assertThat(fault.delay()).isEqualTo(Duration.ofMillis(135));
        assertThat(fault.resets()).isTrue();
        assertThat(fault.source()).isEqualTo("the fault fault-1, the fault fault-2");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> faults.add(Fault.onTarget("a"))).hasMessageContaining("does nothing");
        assertThatThrownBy(() -> Fault.onTarget("a").status(99)).hasMessageContaining("from 200 to 599");
        assertThatThrownBy(() -> Fault.onTarget("a").status(500).reset()).hasMessageContaining("either");
        assertThatThrownBy(() -> Fault.onTarget("a").percentage(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Fault.onTarget("a").times(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> faults.add(Fault.onTarget("a").jitter(Duration.ofMillis(2))))
                .hasMessage("the jitter, 2 ms, must not be more than the latency, 0 ms");
        faults.add(Fault.onTarget("a").jitter(Duration.ofMillis(2)).latency(Duration.ofMillis(3)));
        assertThatThrownBy(() -> Fault.onTarget("")).hasMessageContaining("name");
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        Fault fault = FaultJson.read(json("{\"target\":\"a\",\"latencyMillis\":100,\"jitterMillis\":5,\"status\":503,"
                + "\"percentage\":12.5,\"times\":3}"));

        assertThat(fault)
                .isEqualTo(Fault.onTarget("a")
                        .latency(Duration.ofMillis(100))
                        .jitter(Duration.ofMillis(5))
                        .status(503)
                        .percentage(12.5)
                        .times(3));
        assertThat(FaultJson.write(new StandingFault("fault-1", fault, 1, false)))
                .hasToString("{\"id\":\"fault-1\",\"target\":\"a\",\"latencyMillis\":100,\"jitterMillis\":5,"
                        + "\"status\":503,\"percentage\":12.5,\"times\":3,\"hits\":1,\"spent\":false}");
    }

    @Test
    void mistakesInJsonAreNamed() {
        assertThatThrownBy(() -> FaultJson.read(json("{\"status\":503}")))
                .hasMessage("a fault is on exactly one of link, loadBalancer, listener, target, this one is on none");
        assertThatThrownBy(() -> FaultJson.read(json("{\"link\":\"a\",\"target\":\"b\"}")))
                .hasMessageContaining("several");
        assertThatThrownBy(() -> FaultJson.read(json("{\"link\":\"a\",\"delay\":1}")))
                .hasMessageContaining("no member 'delay'");
        assertThatThrownBy(() -> FaultJson.read(json("{\"link\":\"a\",\"status\":\"503\"}")))
                .hasMessageContaining("status must be a whole number");
        assertThatThrownBy(() -> FaultJson.read(json("{\"link\":7}"))).hasMessage("link must be a text");
        assertThatThrownBy(() -> FaultJson.read(json("{\"link\":\"a\",\"reset\":1}")))
                .hasMessage("reset must be true or false");
    }

    @Test
    void healthChecksAreHitButNotCounted() {
        String id = faults.add(Fault.onTarget("a").status(500).times(1));

        assertThat(points.checks().hit(List.of("a"))).isPresent();
        assertThat(points.checks().hit(List.of("b"))).isEmpty();
        assertThat(faults.find(id).orElseThrow().hits()).isZero();
        assertThat(hit("a")).isPresent();
        assertThat(points.checks().isQuiet()).as("spent").isTrue();
    }

    @Test
    void aFaultMaySpareHealthChecks() throws Exception {
        faults.add(Fault.onTarget("a").status(500).sparingHealthChecks());

        assertThat(points.checks().isQuiet()).isTrue();
        assertThat(hit("a")).isPresent();
        assertThat(FaultJson.read(json("{\"target\":\"a\",\"status\":500,\"healthChecks\":false}")))
                .isEqualTo(Fault.onTarget("a").status(500).sparingHealthChecks());
        assertThatThrownBy(() -> faults.add(Fault.onLink("a").status(500).sparingHealthChecks()))
                .hasMessageContaining("on targets alone");
    }

    @Test
    void anotherProcessIsToldWhatIsToGoWrongThere() {
        faults.add(Fault.onLink("a").reset());
        String id = faults.add(Fault.onLoadBalancer("orders").status(503).times(3));
        FaultPoints elsewhere = new FaultPoints();
        Faults others = new Faults(new FaultSites(new FaultPoint(), elsewhere));

        others.take(faults.carriedTo("node"));
        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isPresent();
        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isPresent();
        faults.reported("node", others.hitsHere());

        assertThat(faults.find(id).orElseThrow().hits()).isEqualTo(2);
        assertThat(points.loadBalancers().hit(List.of("orders"))).isPresent();
        assertThat(points.loadBalancers().isQuiet()).as("three hits in all").isTrue();
        assertThat(faults.carriedTo("node")).isEmpty();
    }

    @Test
    void whatOneProcessHasHitIsNotLeftForAnother() {
        faults.add(Fault.onLoadBalancer(Fault.ANY).status(503).times(3));
        faults.reported("one", Map.of(faults.carriedTo("one").get(0).key(), 2));

        assertThat(faults.carriedTo("one"))
                .singleElement()
                .extracting(CarriedFault::times)
                .isEqualTo(Optional.of(3));
        assertThat(faults.carriedTo("other"))
                .singleElement()
                .extracting(CarriedFault::times)
                .isEqualTo(Optional.of(1));
    }

    @Test
    void whatProcessesThatAreGoneHaveHitStaysCountedAsOneNumber() {
        String id = faults.add(Fault.onLoadBalancer(Fault.ANY).status(503).times(1000));
        String key = faults.carriedTo("one").get(0).key();
        faults.reported("one", Map.of(key, 2));
        faults.gone("one");
        faults.gone("nobody");
        for (int i = 0; i < 300; i++) {
            faults.reported("process " + i, Map.of(key, 1));
        }

        assertThat(faults.find(id).orElseThrow().hits()).isEqualTo(302);
        assertThat(times("process 299")).isEqualTo(1000 - 301);
        assertThat(times("process 0")).as("is not known by name any more").isEqualTo(1000 - 302);
        assertThat(times("one")).isEqualTo(1000 - 302);
    }

    private int times(String process) {
        return faults.carriedTo(process).get(0).times().orElseThrow();
    }

    @Test
    void whatAProcessHasHitStaysCountedWhenItIsToldAnew() {
        faults.add(Fault.onLoadBalancer(Fault.ANY).status(503).times(2));
        FaultPoints elsewhere = new FaultPoints();
        Faults others = new Faults(new FaultSites(new FaultPoint(), elsewhere));
        others.take(faults.carriedTo("node"));
        elsewhere.loadBalancers().hit(List.of("orders"));

        others.take(faults.carriedTo("node"));

        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isPresent();
        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isEmpty();
        others.take(List.of());
        assertThat(elsewhere.loadBalancers().isQuiet()).isTrue();
    }

    @Test
    void anotherProcessesFaultOfTheSameIdCountsForItself() {
        FaultPoints elsewhere = new FaultPoints();
        Faults others = new Faults(new FaultSites(new FaultPoint(), elsewhere));
        faults.add(Fault.onLoadBalancer(Fault.ANY).status(503).times(1));
        others.take(faults.carriedTo("node"));
        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isPresent();

        Faults anew = new Faults(new FaultSites(new FaultPoint(), new FaultPoints()));
        String id = anew.add(Fault.onLoadBalancer(Fault.ANY).status(503).times(1));
        anew.reported("node", others.hitsHere());
        assertThat(anew.find(id).orElseThrow().hits()).isZero();
        others.take(anew.carriedTo("node"));
        assertThat(elsewhere.loadBalancers().hit(List.of("orders"))).isPresent();
    }

    private Optional<InjectedFault> hit(String name) {
        return targets.hit(List.of(name));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
