package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.node.Report.ExchangeSeen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HopsTest {

    private final Hops hops = new Hops(2, "mark-");

    @Test
    void aReportFindsItsHop() {
        Hop hop = hops.begin("node orders");

        hops.find(hop.id())
                .orElseThrow()
                .reported(new ExchangeSeen(
                        hop.id(),
                        List.of(new Report.StepSeen("target", "10.0.0.1:80", 7)),
                        "target",
                        "refused",
                        Optional.empty()));

        assertThat(hop.isComplete()).isTrue();
        assertThat(hop.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.value()).isEqualTo("10.0.0.1:80"));
        assertThat(hop.failedStep()).isEqualTo("target");
    }

    @Test
    void onlyTheLastAreRemembered() {
        Hop first = hops.begin("a");
        hops.begin("b");
        assertThat(hops.find(first.id())).isPresent();

        hops.begin("c");

        assertThat(hops.find(first.id())).isEmpty();
    }

    @Test
    void idsOfAnotherRunAndOtherTextsFindNothing() {
        Hop other = new Hops(2, "mark-").begin("a");
        String own = hops.begin("b").id();

        assertThat(hops.find(other.id())).isEmpty();
        assertThat(hops.find(own + "x")).isEmpty();
        assertThat(hops.find(own.replaceFirst("-.*", "--1"))).isEmpty();
        assertThat(hops.find("")).isEmpty();
    }
}
