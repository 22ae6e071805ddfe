package io.underpass.alb.desync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadClassifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1 | Host: a | -",
                "POST / HTTP/1.1 | Content-Length: 3 | -",
                "POST / HTTP/1.1 | Transfer-Encoding: gzip, chunked | -",
                "POST / HTTP/1.1 | X-Text: \u00e9 | -",
                "GET / HTTP/2.0 | Content-Length: x | -",
                "HEAD / HTTP/1.1 | Content-Length: 0 | GetHeadZeroContentLength",
                "GET / HTTP/1.1 | X Y: 1 | NonCompliantHeader",
                "GET / HTTP/1.1 | X: a\u0001b | NonCompliantHeader",
                "GET / HTTP/1.2 | Host: a | NonCompliantVersion",
                "GET /  HTTP/1.1 | Host: a | NonCompliantVersion",
                "GET / | Host: a | NonCompliantVersion",
                "GET /a b HTTP/1.1 | Host: a | SpaceInUri",
                "GET /\u0001 HTTP/1.1 | Host: a | AmbiguousUri",
                "POST / HTTP/1.1 | Transfer-Encoding: chunked;Content-Length: 1 | BothTeClPresent",
                "POST / HTTP/1.1 | Content-Length: 1;Content-Length: 1 | DuplicateContentLength",
                "GET / HTTP/1.1 | : x | EmptyHeader",
                "POST / HTTP/1.1 | Content_Length: 1 | SuspiciousHeader",
                "POST / HTTP/1.1 | content-lenght: 1 | -",
                "POST / HTTP/1.1 | Tran\u00c5\u00bffer-Encoding: chunked | SuspiciousHeader",
                "GET / HTTP/1.1 | Content-Length: 1 | UndefinedContentLengthSemantics",
                "GET / HTTP/1.1 | Transfer-Encoding: chunked | UndefinedTransferEncodingSemantics",
                "POST / HTTP/1.0 | Transfer-Encoding: chunked | UndefinedTransferEncodingSemantics",
                "POST / HTTP/1.1 | Content-Length: +1 | BadContentLength",
                "POST / HTTP/1.1 | Content-Length: 9223372036854775808 | BadContentLength",
                "GET / HTTP/1.1 | X: a\u0000b | BadHeader",
                "G(T / HTTP/1.1 | Host: a | BadMethod",
                "POST / HTTP/1.1 | Transfer-Encoding: chonked | BadTransferEncoding",
                "GET /\u0000 HTTP/1.1 | Host: a | BadUri",
                "GET / HTTP/11 | Host: a | BadVersion",
                "POST / HTTP/1.1 | Content-Length: 1;Content-Length: 2 | MultipleContentLength",
                "POST / HTTP/1.1 | Transfer-Encoding: chunked, chunked | MultipleTransferEncodingChunked",
                "GET / HTTP/1.1 | : x;Content-Length: z | BadContentLength",
                "POST / HTTP/1.1 | Content-Length: 1;Content-Length: 1;: x | EmptyHeader",
            })
    void theWorstReasonIsFound(String line, String fields, String reason) {
        String head = line + "\r\n" + fields.replace(";", "\r\n") + "\r\n\r\n";
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HeadClassifier.classify(RawHead.of(bytes, line.length() + 2))
                        .map(Reason::text)
                        .orElse("-"))
                .isEqualTo(reason);
    }
}
