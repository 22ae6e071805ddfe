package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "haeder, '; did you mean ''header''?'",
        "hots, '; did you mean ''host''?'",
        "HOST, '; did you mean ''host''?'",
        "pth, '; did you mean ''path''?'",
        "something, '; there are: path, host, header'"
    })
    void theNearestKnownWordIsMeant(String word, String guess) {
        assertThat(Nearest.among(word, List.of("path", "host", "header"))).isEqualTo(guess);
    }
}
