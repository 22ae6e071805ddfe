package io.underpass.aws.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void parametersKeepTheirOrderAndRepetitions() {
        assertThat(Form.parse("b=1&a=2&b=3"))
                .containsExactly(Map.entry("b", List.of("1", "3")), Map.entry("a", List.of("2")));
    }

    @Test
    void namesAndValuesAreDecoded() {
        assertThat(Form.parse("a%2Eb=x+y%2Bz&c=d%3De"))
                .containsEntry("a.b", List.of("x y+z"))
                .containsEntry("c", List.of("d=e"));
    }

    @Test
    void missingValuesAreEmpty() {
        assertThat(Form.parse("a&b=&&c=1"))
                .containsEntry("a", List.of(""))
                .containsEntry("b", List.of(""))
                .containsEntry("c", List.of("1"))
                .hasSize(3);
        assertThat(Form.parse("")).isEmpty();
    }

    @Test
    void brokenPercentEncodingIsReported() {
        assertThatThrownBy(() -> Form.parse("a=%4")).isInstanceOf(IllegalArgumentException.class);
    }
}
