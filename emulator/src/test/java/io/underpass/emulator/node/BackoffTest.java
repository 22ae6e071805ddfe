package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void eachTryWaitsTwiceAsLongUpToALimit() {
        Backoff backoff = new Backoff(() -> 1);

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(400));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void chanceTakesUpToHalfOff() {
        assertThat(new Backoff(() -> 0).next()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void successStartsAnew() {
        Backoff backoff = new Backoff(() -> 1);
        backoff.next();
        backoff.next();

        backoff.succeeded();

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(200));
    }
}
