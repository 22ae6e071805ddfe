package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTest {

    @Test
    void matchesAnywhereUnlessAnchored() {
        assertThat(Regex.caseSensitive("/v[0-9]+").matches("/api/v2/x")).isTrue();
        assertThat(Regex.caseSensitive("^/v[0-9]+/.*$").matches("/api/v2/x")).isFalse();
        assertThat(Regex.caseSensitive("^/a$").matches("/a\n")).isTrue();
        assertThat(Regex.caseSensitive("^/A$").matches("/a")).isFalse();
        assertThat(Regex.ignoringCase("^Shop\\.").matches("shop.example.com")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "^/orders/.*$,/orders/,false",
        "^/orders$,/orders,true",
        "^\\/a\\.b\\/c$,/a.b/c,true",
        "^/orders?/x,/order,false",
        "^/a\\.?b,/a,false",
        "^/ab*,/a,false",
        "^/ab{2}/,/a,false",
        "^/ab+/,/ab,false",
        "^/a/(b|c)$,/a/,false",
        "^/a/[b|c],/a/,false",
        "^/a/[]|]x,/a/,false",
        "^/a\\d,/a,false"
    })
    void whatEveryMatchBeginsWithIsKnown(String regex, String prefix, boolean whole) {
        assertThat(Regex.caseSensitive(regex).prefix()).isEqualTo(new PathPrefix(prefix, whole));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/",
                "^/a/|^/b/",
                "^/a/$|x",
                "(^/a/)",
                "(?i)^/a/",
                "^(?i)/a/",
                "^(/a/)?",
                ".*",
                "^/a/[[]|^/b/",
                "^/a/[[^]|^/b/]|x",
                "^/a/\\Q[\\E|^/b/"
            })
    void orNothingIs(String regex) {
        assertThat(Regex.caseSensitive(regex).prefix().endOfFirst()).isNegative();
    }

    /** A backtracking engine would take longer than the universe has existed. */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void takesTimeThatIsLinearInTheText() {
        assertThat(Regex.caseSensitive("^/(a+)+$").matches("/" + "a".repeat(16_000) + "!"))
                .isFalse();
    }
}
