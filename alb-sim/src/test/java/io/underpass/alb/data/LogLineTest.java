package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    @Test
    void emptyFieldsAreHyphens() {
        assertThat(new LogLine().bare("").quoted("").bare(0).seconds(-1).toString())
                .isEqualTo("- \"-\" 0 -1");
    }

    @Test
    void timesHaveMicroseconds() {
        assertThat(new LogLine().time(Instant.parse("2026-01-02T03:04:05Z")).toString())
                .isEqualTo("2026-01-02T03:04:05.000000Z");
    }

    @ParameterizedTest
    @CsvSource({"0,0.000", "999999,0.000", "1000000,0.001", "86000000,0.086", "12345678901,12.345"})
    void secondsHaveMilliseconds(long nanos, String text) {
        assertThat(new LogLine().seconds(nanos).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0.000000000", "19584011,0.019584011", "1121980746,1.121980746"})
    void latenciesHaveNanoseconds(long nanos, String text) {
        assertThat(new LogLine().nanoseconds(nanos).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\" \"b", "a\nb", "a\rb", "a\tb", "\\", "\\\"", "\u0000", "\u0085", "\u2028", "\u001b[2J"})
    void nothingEndsAFieldOrALine(String hostile) {
        String quoted = new LogLine().quoted(hostile).toString();
        assertThat(quoted).matches("\"[ -~]*\"");
        assertThat(quoted.substring(1, quoted.length() - 1)).doesNotContain("\"");
        assertThat(new LogLine().bare(hostile).toString()).matches("[!-~]+").doesNotContain("\"");
    }

    @Test
    void everythingElseThanPrintableAsciiIsEscapedByItsBytes() {
        assertThat(new LogLine().quoted("q\" s\\ \u00e9 \u20ac \ud83d\ude00").toString())
                .isEqualTo("\"q\\x22 s\\x5C \\xE9 \\xE2\\x82\\xAC \\xF0\\x9F\\x98\\x80\"");
        assertThat(new LogLine().bare("a b").toString()).isEqualTo("a\\x20b");
    }
}
