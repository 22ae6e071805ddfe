package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The only time in which requests may fail: from when something is stopped until the rest must have noticed, or until
 * what was started again must be back.
 *
 * <p>Threads: confined to one test.
 */
final class Outage {

    /** API Gateway's own limit for an integration, and some time for a machine that is busy. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(45);

    private Instant begin = Instant.MAX;
    private Instant end = Instant.MAX;

    /** Something is about to stop. */
    void begin() {
        begin = Instant.now();
    }

    /** From now on, when what was to be done is done. */
    void lastsNoLongerThan(Duration duration) {
        end = Instant.now().plus(duration);
    }

    void awaitEnd() {
        await().atMost(Duration.between(Instant.now(), end).abs().plusSeconds(60))
                .until(() -> Instant.now().isAfter(end));
    }

    /**
     * Checks what became of the requests of {@code stream}: before and after all went well, in between each failed one
     * has one of {@code statuses}, and none hung.
     */
    void check(LightStream stream, Set<Integer> statuses) {
        String summary = stream.statuses() + " from " + begin + " to " + end;
        assertThat(stream.sent()).as(summary).allSatisfy(request -> {
            assertThat(request.status()).isNotEqualTo(Sent.HUNG);
            assertThat(request.took()).isLessThan(LONGEST_REQUEST);
        });
        assertThat(stream.failures()).as(summary).allSatisfy(failure -> {
            assertThat(failure.status()).isIn(statuses);
            assertThat(failure.ended()).isAfter(begin);
            assertThat(failure.begun()).isBefore(end);
        });
        assertThat(stream.sent())
                .as(summary)
                .anyMatch(request -> request.begun().isAfter(end));
    }
}
