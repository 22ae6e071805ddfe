package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorPageTest {

    @Test
    void isAwssByteForByte() {
        assertThat(new String(ErrorPage.html(StatusLine.of(502)), StandardCharsets.US_ASCII))
                .isEqualTo("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                        + "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    @ParameterizedTest(name = "{0} is {1} bytes long")
    @CsvSource({
        "301, 134", "302, 110", "400, 122", "401, 144", "403, 118", "404, 118", "405, 122", "408, 132", "413, 148",
        "414, 142", "460, 98", "463, 98", "464, 98", "500, 142", "501, 130", "502, 122", "503, 162", "504, 132",
        "505, 152", "507, 140", "561, 98", "562, 98"
    })
    void hasAwssLength(int code, int length) {
        assertThat(ErrorPage.html(StatusLine.of(code))).hasSize(length);
    }
}
