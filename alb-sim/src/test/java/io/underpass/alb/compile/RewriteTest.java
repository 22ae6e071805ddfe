package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.Rewrite.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RewriteTest {

    private static Result rewritten(String text, String regex, String replacement) {
        return new Rewrite(Regex.caseSensitive(regex), replacement).apply(text, new RegexWork());
    }

    @ParameterizedTest
    @CsvSource({
        "/dp/B01?x=1,^/dp/([A-Za-z0-9]+),/product.php?id=$1,/product.php?id=B01?x=1",
        "/foo/bar,(^/foo(/)?),/cat$2,/cat/bar",
        "/foo,(^/foo(/)?),/cat$2,/cat",
        "/a/a,a,b,/b/a",
        "/ab,^/(a)(b)$,/$2$1$0,/ba/ab",
        "/ab,^/(a)(b)$,/$12,/a2",
        "/ab,^/ab$,/$$1$x$,/$1$x$",
        "/x,.*,/y,/y",
        "/abcdefghijk,^/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)$,/$11$10,/kj"
    })
    void theFirstMatchIsReplaced(String text, String regex, String replacement, String result) {
        assertThat(rewritten(text, regex, replacement)).isEqualTo(new Result.Replaced(result));
    }

    @Test
    void whatDoesNotMatchStays() {
        assertThat(rewritten("/x", "^/x/(.*)$", "/$1")).isEqualTo(new Result.Unmatched());
        assertThat(rewritten("/x", "^/y", "$7")).isEqualTo(new Result.Unmatched());
    }

    @Test
    void aGroupThatIsNotThereAndAResultThatIsTooLongAreFailures() {
        assertThat(rewritten("/x", "^/(x)$", "/$2"))
                .isEqualTo(new Result.Failed("TransformReplaceError", "'/$2' names group 2, '^/(x)$' has 1"));
        assertThat(rewritten("/" + "x".repeat(1000), "^(.*)$", "$1".repeat(512)))
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo("TransformBufferTooSmall"));
    }
}
