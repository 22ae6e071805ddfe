package io.underpass.alb.desync;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.HeadPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainHeadTest {

    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "get", "GETS", "M-SEARCH", "", "P(ST", "GE T"
    };
    private static final String[] TARGETS = {
        "/",
        "/a/b?c=%20",
        "*",
        "http://a/b",
        "",
        " ",
        "/a b",
        "/#x",
        "/\u00e9",
        "/\t",
        "/a\u0001",
        "/ HTTP/1.1",
        "HTTP/1.1",
        "/\u007f"
    };
    private static final String[] VERSIONS = {
        "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/0.9", "HTTP/2.0", "http/1.1", "HTTP/1.", "HTTP/1.1 ", "", "HTTP/11"
    };
    private static final String[] NAMES = {
        "Host",
        "Accept",
        "User-Agent",
        "X-A",
        "Authorization",
        "Cookie",
        "Content-Type",
        "content-length",
        "Content-Length",
        "CONTENT-LENGTH",
        "Content_Length",
        "Content-Lengths",
        "1Content-Length",
        "Contentlength",
        "Content\rLength",
        "Contenm-Length",
        "Content\u0001Length",
        "Transfer-Encoding",
        "transfer_encoding",
        "X-Transfer-Encoding",
        "Tran\u00c5\u00bffer-Encoding",
        "",
        " X",
        "X ",
        "\tX",
        "X\u00e9",
        "X:Y",
        "CONTENT\rLENGTH"
    };
    private static final String[] VALUES = {
        "a",
        "",
        " a ",
        "1",
        "0",
        "007",
        "1,1",
        "+1",
        "chunked",
        "gzip, chunked",
        "a\tb",
        "\u00e9",
        "a\u0001",
        "a\u0000b",
        "a\rb",
        "a\nb",
        "123456789012345678",
        "999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "1 2"
    };

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(String head) {
        return PlainHead.is(bytes(head), head.indexOf("\r\n") + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a/b?c=d HTTP/1.0\r\n\r\n",
                "POST /orders HTTP/1.1\r\nHost: shop.example.com\r\nContent-Type: application/json\r\ncontent-length: 12\r\n\r\n",
                "PUT / HTTP/1.1\r\nAuthorization: Bearer x\r\nX-Text: caf\u00e9\t!\r\nCookie:a=b; c=d\r\n\r\n",
            })
    void whatClientsSendIsPlain(String head) {
        assertThat(isPlain(head)).isTrue();
    }

    @Test
    void whatIsPlainIsRuledJustAsALookAtEverythingRules() {
        long seed = Long.getLong("underpass.fuzz.seed", 20261123);
        Random random = new Random(seed);
        int plain = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] head = bytes(head(random));
            int line = new String(head, StandardCharsets.ISO_8859_1).indexOf("\r\n") + 2;
            if (PlainHead.is(head, line)) {
                plain++;
                for (Mode mode : Mode.values()) {
                    HeadPolicy.Ruling ruling = new HeadJudge(() -> mode, () -> true).judgeClosely(head, line);
                    assertThat(ruling)
                            .as("seed %s, %s", seed, new String(head, StandardCharsets.ISO_8859_1))
                            .isInstanceOfSatisfying(HeadPolicy.Taken.class, taken -> {
                                assertThat(taken.head()).isSameAs(head);
                                assertThat(taken.remark()).isEmpty();
                            });
                }
            }
        }
        assertThat(plain).as("seed " + seed).isGreaterThan(4_000);
    }

    /** Mostly by the letter, with one or two oddities. */
    private static String head(Random random) {
        StringBuilder head = new StringBuilder();
        head.append(one(METHODS, 4, random)).append(random.nextInt(40) == 0 ? "  " : " ");
        head.append(one(TARGETS, 4, random)).append(random.nextInt(40) == 0 ? "" : " ");
        head.append(one(VERSIONS, 2, random)).append("\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(one(NAMES, 9, random)).append(random.nextInt(60) == 0 ? "" : ":");
            head.append(random.nextInt(3) == 0 ? "" : " ")
                    .append(one(VALUES, 6, random))
                    .append("\r\n");
        }
        if (random.nextInt(10) == 0) {
            int at = random.nextInt(head.length());
            char other = (char) random.nextInt(256);
            if (head.charAt(at) != '\r' && head.charAt(at) != '\n' && other != '\n') {
                head.setCharAt(at, other);
            }
        }
        return head.append("\r\n").toString();
    }

    private static String one(String[] choices, int usual, Random random) {
        return choices[random.nextInt(random.nextInt(6) == 0 ? choices.length : usual)];
    }
}
