package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class LateRequestsTest {

    /** Less than the 29 seconds for which the gateway waits for a target that hangs. */
    private static final Duration SOON = Duration.ofSeconds(25);

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
