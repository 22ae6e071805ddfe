package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abc;3",
                "^/a$;4",
                "a{3};3",
                "ab{3};4",
                "a{2,5};5",
                "a{7,};7",
                "[a-z]{3};3",
                "[]a]{3};3",
                "[^]a]{3};3",
                "\\d{4};4",
                "(ab){3};9",
                "((ab){3}c){10};110",
                "a{x};4",
                "a{};3",
                "(a;2",
                "\\Q[\\Ea{4};5"
            })
    void repetitionsAreWrittenOut(String regex, long size) {
        assertThat(RegexSize.of(regex)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((((((((((a{1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000})",
                "((((((((((((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}"
            })
    void whatNoMachineCouldHoldIsMerelyBig(String regex) {
        assertThat(RegexSize.of(regex)).isGreaterThan(1_000_000);
    }
}
