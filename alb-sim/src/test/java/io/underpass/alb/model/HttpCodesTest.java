package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpCodesTest {

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200|200|true",
                "200|201|false",
                "200,202|202|true",
                "200-299|299|true",
                "200-299|300|false",
                "200,301-302|302|true"
            })
    void holdsCodesAndRanges(String text, int code, boolean expected) {
        assertThat(HttpCodes.parse(text).orElseThrow().contains(code)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "200,",
                ",200",
                "200,,201",
                "2xx",
                "20",
                "2000",
                "200-",
                "-299",
                "299-200",
                "200-250-299",
                " 200",
                "+20",
                "٢٠٠"
            })
    void anythingElseIsNone(String text) {
        assertThat(HttpCodes.parseHttp(text)).isEmpty();
    }

    @Test
    void isWrittenAsItWasReadButForRunsOfOne() {
        assertThat(HttpCodes.parse("404,200-299,200,301-301").orElseThrow()).hasToString("404,200-299,200,301");
        assertThat(HttpCodes.of(200)).isEqualTo(HttpCodes.parse("200").orElseThrow());
    }

    @Test
    void eachOfThreeHundredCodesMayStandAlone() {
        assertThat(HttpCodes.parse("200" + ",200".repeat(299))).isPresent();
        assertThat(HttpCodes.parse("200" + ",200".repeat(300))).isEmpty();
    }

    @Test
    void anEmptyTextIsNoCode() {
        assertThat(HttpCodes.parse("")).contains(HttpCodes.NONE);
        assertThat(HttpCodes.NONE).hasToString("");
        assertThat(HttpCodes.NONE.contains(200)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12", "0,12", "0-99", "200", "200-299,301"})
    void whatIsKeptIsReadAgainWhicheverKindItIs(String text) {
        HttpCodes codes =
                HttpCodes.parseGrpc(text).or(() -> HttpCodes.parseHttp(text)).orElseThrow();
        assertThat(HttpCodes.parse(codes.toString())).contains(codes);
    }
}
