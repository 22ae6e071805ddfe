package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmpleTimeTest {

    private final List<Duration> limits = new ArrayList<>();

    @Test
    void whatSucceedsIsDoneOnce() throws Exception {
        AmpleTime.from(Duration.ofMillis(100), limits::add);
        assertThat(limits).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void whatFailsIsGivenMoreTimeUntilItIsLongEnough() {
        AssertionError wrong = new AssertionError("wrong");
        assertThatThrownBy(() -> AmpleTime.from(Duration.ofMillis(400), limit -> {
                    limits.add(limit);
                    throw wrong;
                }))
                .isSameAs(wrong);
        assertThat(limits).containsExactly(Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(10));
    }
}
