package io.underpass.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything, true",
        "'', '', true",
        "'', a, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a*c, abbbc, true",
        "a*c, abbb, false",
        "*/GET/*, dev/GET/orders/1, true",
        "*/GET/*, dev/POST/orders/1, false",
        "a*b*c, aXbXbXc, true",
        "a*, A, false",
        "a.c, abc, false"
    })
    void starsAndQuestionMarksAreWild(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void caseCanBeIgnored() {
        assertThat(Glob.ignoringCase("Execute-API:*").matches("execute-api:Invoke"))
                .isTrue();
    }

    @Test
    void noPatternTakesLong() {
        Glob glob = Glob.of("*a".repeat(2000) + "b");
        String text = "a".repeat(8000);

        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> glob.matches(text)))
                .isFalse();
    }
}
