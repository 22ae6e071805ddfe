package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.lang.reflect.Field;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FieldNamesTest {

    @Test
    void eachConstantIsNamedLikeItsField() throws IllegalAccessException {
        for (Field constant : FieldNames.class.getFields()) {
            String name = ((AsciiString) constant.get(null)).toString();
            assertThat(name.toUpperCase(Locale.ROOT).replace('-', '_')).isEqualTo(constant.getName());
            assertThat(Character.isUpperCase(name.charAt(0))).isTrue();
        }
    }

    @Test
    void errorsOfTheProtocolAreWrittenWithThem() {
        assertThat(ProtocolErrors.PLAIN_TEXT
                        .render(HttpResponseStatus.BAD_REQUEST, "a reason")
                        .headers()
                        .names())
                .containsExactly("Content-Type");
    }
}
