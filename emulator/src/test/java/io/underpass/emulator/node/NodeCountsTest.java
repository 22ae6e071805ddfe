package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.data.LoadBalancerMetric;
import io.underpass.emulator.node.Report.Counted;
import io.underpass.emulator.node.Report.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeCountsTest {

    private final NodeCounts counts = new NodeCounts();

    private static Counted batch(long number, long requests) {
        return new Counted(number, List.of(new Tally("lb", Map.of("REQUEST_COUNT", requests), Map.of())));
    }

    private long requests() {
        return counts.with(Map.of()).get("lb").of(LoadBalancerMetric.REQUEST_COUNT);
    }

    @Test
    void aBatchThatArrivesOnceMoreBehindTheGoodByeIsNotCountedAgain() {
        counts.take("a", batch(1, 5));

        counts.left("lb");
        counts.take("a", batch(1, 5));

        assertThat(requests()).isEqualTo(5);
    }

    @Test
    void anotherProcessCountsFromTheBeginning() {
        counts.take("a", batch(1, 5));

        counts.gone("a", "lb");
        counts.take("b", batch(1, 2));

        assertThat(requests()).isEqualTo(7);
    }
}
