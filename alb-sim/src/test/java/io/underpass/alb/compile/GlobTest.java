package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

    @ParameterizedTest(name = "{0}: {1} on {2} is {3}")
    @CsvSource(textBlock = """
            R2, /img/*, /img/a/b/c.png, true
            R4, /img/*, /img, false
            R4, /img/*, /img/, true
            R5, /img/*/pics, /img/2024/05/pics, true
            R5, /img/*/pics, /img/pics, false
            R6, /a?c, /abc, true
            R6, /a?c, /ac, false
            R6, /a?c, /a/c, true
            R8, /application/*, //application/a, false
            R8, /application/*, /application//api, true
            case, /Img/*, /img/a, false
            all, *, /anything, true
            many, /*a*b*c, /xxaxxbxxbc, true
            many, /*a*b*c, /xxaxxbxxcb, false
            end, /a*, /a, true
            dot, /a.c, /abc, false
            """)
    void matchesPathsByCase(String id, String pattern, String path, boolean expected) {
        assertThat(Glob.caseSensitive(pattern).matches(path)).as(id).isEqualTo(expected);
    }

    @Test
    void ignoresCaseWhereAsked() {
        assertThat(Glob.ignoringCase("*SAFARI*").matches("foo Safari/1")).isTrue();
        assertThat(Glob.ignoringCase("prod").matches("PROD")).isTrue();
    }

    @Test
    void takesEscapedWildcardsLiterallyWhereAsked() {
        Glob glob = Glob.ignoringCaseWithEscapes("a\\*b\\?*");
        assertThat(glob.matches("a*b?cd")).isTrue();
        assertThat(glob.matches("axb?cd")).isFalse();
        assertThat(glob.matches("a*bxcd")).isFalse();
    }

    @Test
    void leavesControlCharactersOfTheTextOut() {
        assertThat(Glob.ignoringCase("a*c").matches("\ta\tb\tc\t")).isTrue();
        assertThat(Glob.ignoringCase("abc").matches("a\tbc")).isTrue();
    }

    @Test
    void agreesWithTheDefinition() {
        Random random = new Random(20260101);
        for (int i = 0; i < 200_000; i++) {
            String pattern = draw(random, "ab*?", 8);
            String text = draw(random, "ab", 10);
            assertThat(Glob.caseSensitive(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(byDefinition(pattern, text));
        }
    }

    @Test
    void doesNotExplodeOnManyWildcards() {
        Glob glob = Glob.caseSensitive("*a".repeat(60) + "b");
        Assertions.assertTimeout(
                Duration.ofMinutes(1),
                () -> assertThat(glob.matches("a".repeat(16_000))).isFalse());
    }

    private static boolean byDefinition(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        String rest = pattern.substring(1);
        if (first == '*') {
            return byDefinition(rest, text) || (!text.isEmpty() && byDefinition(pattern, text.substring(1)));
        }
        return !text.isEmpty() && (first == '?' || first == text.charAt(0)) && byDefinition(rest, text.substring(1));
    }

    private static String draw(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
