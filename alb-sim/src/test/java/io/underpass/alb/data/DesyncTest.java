package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.alb.desync.HeadJudge;
import io.underpass.alb.desync.Mode;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that could be read in different ways, over a load balancer's own socket, with a target that records. */
final class DesyncTest {

    private static final Path CORPUS = Path.of("..", "..", "shared", "suites", "desync.jsonl");

    private final SocketShop shop = new SocketShop(Behaviours.echo());
    private final TestOrigin target = shop.target;

    @AfterEach
    void close() {
        shop.close();
    }

    @BeforeEach
    void defensive() {
        mode("defensive");
    }

    private void mode(String mode) {
        shop.attributes(Map.of("routing.http.desync_mitigation_mode", mode, "idle_timeout.timeout_seconds", "2"));
    }

    /** The status and what becomes of the connection, the target's included. */
    private String sent(String request) {
        int before = target.count();
        try (TestClient client = shop.client()) {
            int status = client.send(request).read().status();
            boolean again;
            try {
                again = client.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n")
                                .read()
                                .status()
                        == 200;
            } catch (UncheckedIOException e) {
                again = false;
            }
            boolean arrived = target.requests().stream()
                    .skip(before)
                    .anyMatch(one -> !one.target().equals("/again"));
            return status + (arrived ? " forwarded" : " kept back") + (again ? ", open" : ", closed");
        }
    }

    @Test
    @DisplayName("D1 a GET with a Content-Length of 0 is acceptable")
    void d1() {
        assertThat(sent("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("200 forwarded, open");
        mode("strictest");
        assertThat(sent("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo("400 kept back, closed");
    }

    @Test
    @DisplayName("D4 two lengths are severe")
    void d4() {
        String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nContent-Length: 100\r\n\r\n";
        assertThat(sent(request + "x".repeat(1000))).isEqualTo("400 kept back, closed");
        assertThat(target.requests()).isEmpty();
    }

    @Test
    @DisplayName("D5 in monitor mode the first length counts, and the target sees no other")
    void d5() {
        mode("monitor");
        String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 100\r\n\r\nhello";
        assertThat(sent(request)).isEqualTo("200 forwarded, closed");
        assertThat(target.requests().get(0).headers().stream().filter(line -> line.startsWith("Content-Length")))
                .containsExactly("Content-Length: 5");
    }

    @ParameterizedTest(name = "D7 {0} in mode {1}")
    @CsvSource({
        "'\u0001Transfer-Encoding: chunked', defensive, '200 forwarded, closed'",
        "'\u0001Transfer-Encoding: chunked', monitor, '200 forwarded, closed'",
        "'\u0001Transfer-Encoding: chunked', strictest, '400 kept back, closed'",
        "'Transfer_Encoding: chunked', defensive, '200 forwarded, closed'",
        "'Content-Length : 3', defensive, '200 forwarded, closed'",
        "': nobody', defensive, '200 forwarded, closed'",
        "'no colon', defensive, '200 forwarded, closed'",
        "'X-Odd Name: 1', defensive, '200 forwarded, open'",
        "'X-Odd Name: 1', strictest, '400 kept back, closed'",
        "'Transfer-Encoding: chunked', defensive, '200 forwarded, closed'",
        "'Content-Length: x', defensive, '400 kept back, closed'",
        "'Content-Length: x', monitor, '400 kept back, closed'",
        "'Transfer-Encoding: chunked;q=1', monitor, '200 forwarded, open'",
        "'Transfer-Encoding: gzip, chunked', monitor, '501 kept back, closed'",
        "'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked', defensive, '501 kept back, closed'",
        "'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', defensive, '400 kept back, closed'",
        "'Transfer-Encoding: turbo', defensive, '400 kept back, closed'",
    })
    void oddFields(String line, String mode, String expected) {
        mode(mode);
        String body = line.startsWith("Transfer-Encoding: chunked") ? "0\r\n\r\n" : "";
        assertThat(sent("GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n" + body))
                .isEqualTo(expected);
    }

    @Test
    void ofTwoWaysToFrameABodyTheTargetSeesOne() {
        String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n0\r\n\r\n";
        assertThat(sent(request)).isEqualTo("200 forwarded, closed");
        TestOrigin.Request seen = target.requests().get(0);
        assertThat(seen.bodyText()).isEqualTo("hello");
        assertThat(seen.header("Content-Length")).isEmpty();
        assertThat(seen.header("Connection")).contains("close");
    }

    @Test
    void http10ConnectionsThatAreKeptCloseToo() {
        String request = "POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nContent-Length : 60\r\n\r\n";
        assertThat(sent(request)).isEqualTo("200 forwarded, closed");
    }

    @Test
    void aRequestOfHttp09IsItsFirstLine() {
        assertThat(sent("GET /old\r\n")).isEqualTo("200 forwarded, closed");
        assertThat(sent("GET /old\r\n\r\n")).isEqualTo("200 forwarded, closed");
        assertThat(sent("GET /old HTTP/0.9\r\nConnection: keep-alive\r\n\r\n")).isEqualTo("200 forwarded, closed");
        mode("strictest");
        assertThat(sent("GET /old\r\n")).isEqualTo("400 kept back, closed");
    }

    @Test
    void whereTheEndOfABodyIsDisputedNothingFollowsInAnyMode() {
        mode("monitor");
        for (String fields : List.of(
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 0",
                "Content-Length: 5\r\nContent-Length: 7")) {
            String body = fields.contains("chunked") ? "5\r\nhello\r\n0\r\n\r\n" : "hello";
            assertThat(sent("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + body))
                    .as(fields)
                    .isEqualTo("200 forwarded, closed");
        }
        assertThat(sent("POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n0\r\n\r\n"))
                .isEqualTo("200 forwarded, closed");
        assertThat(sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"))
                .isEqualTo("200 forwarded, open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9\r\n", "\u0016\u0003\u0001\u0002", "GET\r", "GET /a HTTP/1.1\rHost: a\r\r"})
    void whatCannotBecomeARequestIsRefusedAtOnce(String beginning) {
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "60"));
        assertThat(shop.answer(beginning).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "HTTPS/1.1", "ICAP/1.0", "1.1"})
    void whatStandsInTheVersionsPlaceIsOne(String version) {
        assertThat(sent("GET / " + version + "\r\nHost: a\r\n\r\n")).isEqualTo("400 kept back, closed");
    }

    @Test
    void anotherVersionDoesNotHideAnything() {
        for (String mode : List.of("monitor", "defensive", "strictest")) {
            mode(mode);
            assertThat(sent("POST /# HTTP/2.0\r\nHost: a\r\nContent-Length : 60\r\n\r\n"))
                    .isEqualTo("400 kept back, closed");
        }
    }

    @Test
    void aLengthThatIsNoneIsNotLeftOut() {
        mode("monitor");
        assertThat(sent("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\u0001\r\n\r\nhello"))
                .isEqualTo("400 kept back, closed");
    }

    @Test
    void randomHeadsNeverBreakTheJudge() {
        Random random = new Random(42);
        String alphabet = "GET POST/HTTP1.0:\r\n\t\u0000\u0001\u007f\u00c5\u00bf,;chunked-Content-Length_9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder head = new StringBuilder();
            int length = random.nextInt(60);
            for (int k = 0; k < length; k++) {
                head.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String line = head.toString().replace("\n", "") + "\r\n";
            byte[] bytes = (line + "A:b\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            for (Mode mode : Mode.values()) {
                assertThatCode(() -> new HeadJudge(() -> mode, () -> false).judge(bytes, line.length()))
                        .as("case %d", i)
                        .doesNotThrowAnyException();
            }
        }
    }

    /** The corpus of AWS's classifier is not part of this repository; without it this is skipped. */
    @Test
    void whatAwsRefusesNeverArrives() throws IOException {
        Assumptions.assumeTrue(Files.exists(CORPUS), "no corpus");
        ObjectMapper mapper = new ObjectMapper();
        int sent = 0;
        for (String mode : List.of("defensive", "strictest")) {
            mode(mode);
            for (String line : Files.readAllLines(CORPUS)) {
                JsonNode test = mapper.readTree(line);
                if (test.get("alb").get(mode).textValue().equals("reject")) {
                    byte[] raw =
                            Base64.getDecoder().decode(test.get("steps").get(0).textValue());
                    String request = new String(raw, StandardCharsets.ISO_8859_1)
                            .replace("@@P@@", "")
                            .replace("@@H@@", "localhost");
                    assertThat(status(request)).as(test.get("id").textValue()).isIn(400, 501, 505);
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(150);
        assertThat(target.requests()).isEmpty();
    }

    private int status(String request) {
        try (TestClient client = shop.client()) {
            return client.send(request).read().status();
        } catch (UncheckedIOException e) {
            return 400; // closed without an answer will do, too
        }
    }
}
