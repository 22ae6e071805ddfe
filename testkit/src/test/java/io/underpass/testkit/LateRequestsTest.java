package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class LateRequestsTest {

    private static final Duration SOON = Duration.ofSeconds(8);

    @Test
    void requestsThatOutliveTheirTestDisturbNoOtherAndNotTheEnd() {
        long begun = System.nanoTime();
        EngineExecutionResults results = Run.of(Samples.LateRequests.class);
        Samples.LateRequests.CLIENTS.forEach(TestClient::close);

        assertThat(Run.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(5);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }
}
