package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.alb.compile.AlbFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TargetCheckTest {

    private int working;

    /** Runs nothing, and knows what is at work. */
    private final Timer timer = new Timer() {
        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public Runnable working() {
            working++;
            return () -> working--;
        }
    };

    @Test
    void whatFailsDoesNotHoldUpTime() {
        CheckedShop shop = new CheckedShop(Map.of(), AlbFixtures.target(1));
        List<Consumer<CheckResult>> results = new ArrayList<>();
        List<TargetStatus> told = new ArrayList<>();
        TargetCheck check = new TargetCheck(
                (plan, result) -> {
                    results.add(result);
                    return () -> {};
                },
                shop.compiled().healthCheck(),
                timer,
                status -> {
                    told.add(status);
                    if (told.size() > 1) {
                        throw new IllegalStateException("by the test");
                    }
                });
        check.start();
        assertThat(working).isEqualTo(1);
        assertThatThrownBy(() -> results.get(0).accept(CheckResult.failed("by the test")))
                .hasMessage("by the test");
        assertThat(working).isZero();

        TargetCheck other = new TargetCheck(
                (plan, result) -> {
                    throw new IllegalStateException("by the test");
                },
                shop.compiled().healthCheck(),
                timer,
                told::add);
        assertThatThrownBy(other::start).hasMessage("by the test");
        assertThat(working).isZero();
    }
}
