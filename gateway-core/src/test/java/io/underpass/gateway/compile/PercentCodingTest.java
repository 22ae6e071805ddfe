package io.underpass.gateway.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.PercentCoding.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentCodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b | a/b",
                "a%2Fb | a/b",
                "a%2fb%2Dc | a/b-c",
                "100%25 | 100%25",
                "100% | 100%25",
                "%zz | %25zz",
                "a%3Fb%23c | a%3Fb%23c",
                "caf%C3%A9 | caf%C3%A9",
                "%FF | %FF",
                "a+b%2Bc | a+b+c",
                "a b | a%20b",
                "x@y:1;v=2,3 | x@y:1;v=2,3",
            })
    void pathsAreDecodedAndEncodedAnew(String received, String sent) {
        StringBuilder out = new StringBuilder();
        PercentCoding.recode(out, received, Place.PATH);
        assertThat(out).hasToString(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a b | a%20b", "a&b=c | a%26b%3Dc", "1+1 | 1%2B1", "é | %C3%A9", "a%b | a%25b"})
    void queryValuesAreEncoded(String plain, String sent) {
        StringBuilder out = new StringBuilder();
        PercentCoding.encode(out, plain, Place.QUERY_VALUE);
        assertThat(out).hasToString(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a+b | a b", "a%2Bb | a+b", "a%20b | a b", "%C3%A9 | é", "% | %"})
    void queriesAreDecoded(String encoded, String plain) {
        assertThat(PercentCoding.decodeQuery(encoded)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a=1&b=%20 | a=1&b=%20", "q=\"x\" | q=%22x%22"},
            quoteCharacter = '\'')
    void queriesAreCleaned(String query, String sent) {
        assertThat(PercentCoding.cleanQuery(query)).isEqualTo(sent);
    }
}
