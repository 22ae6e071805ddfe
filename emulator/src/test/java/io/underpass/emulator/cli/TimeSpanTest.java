package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "1s, PT1S", "2m, PT2M", "3h, PT3H", "60d, PT1440H", "0s, PT0S"})
    void aNumberAndAUnitAreATime(String text, Duration expected) {
        assertThat(TimeSpan.parse(text)).isEqualTo(expected);
    }

    @Test
    void zeroNeedsNoUnit() {
        assertThat(TimeSpan.parse("0")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1S", "1 s", "9999999999d"})
    void anythingElseIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("500ms");
    }
}
