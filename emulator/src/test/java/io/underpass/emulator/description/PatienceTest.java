package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private long nanos = 7;

    private final Patience patience = new Patience(Duration.ofSeconds(2), () -> nanos);

    @Test
    void whatPassesBetweenLooksIsWaited() {
        assertThat(millisUntilOver(10)).isEqualTo(2000);
    }

    @Test
    void fewLooksMeanThatTheMachineStandsStill() {
        assertThat(millisUntilOver(50)).isEqualTo(4000);
    }

    @Test
    void fiveTimesAsLongIsTheEndHoweverFewTheLooks() {
        assertThat(millisUntilOver(1000)).isEqualTo(10_000);
    }

    private long millisUntilOver(long millis) {
        long passed = 0;
        do {
            passed += millis;
            nanos += millis * 1_000_000;
        } while (!patience.isOver());
        return passed;
    }
}
