package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Sends the cases that AWS's own classifier of request smuggling calls severe. The corpus (aws/http-desync-guardian,
 * converted to raw bytes) is not part of this repository; without it the test is skipped.
 */
class DesyncCorpusTest {

    private static final Pattern STEP = Pattern.compile("\"steps\": \\[\"([^\"]+)\"");

    @Test
    void noSevereCaseReachesTheService() throws Exception {
        Path corpus = Path.of("..", "..", "shared", "suites", "desync.jsonl");
        Assumptions.assumeTrue(
                Files.exists(corpus), "no corpus at " + corpus.toAbsolutePath().normalize());
        List<String> served = new CopyOnWriteArrayList<>();
        List<byte[]> severe;
        try (Stream<String> cases = Files.lines(corpus)) {
            severe = cases.filter(line -> line.contains("\"tier\": \"Severe\""))
                    .map(DesyncCorpusTest::bytes)
                    .toList();
        }
        try (EventLoops loops = EventLoops.of(1);
                HttpListener listener = HttpListener.bind(
                        loops,
                        new InetSocketAddress("127.0.0.1", 0),
                        exchange -> {
                            served.add(exchange.request().toString());
                            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 0));
                            exchange.end();
                        },
                        (exchange, completion) -> {},
                        ListenerSettings.defaults())) {
            for (byte[] bytes : severe) {
                try (TestClient client = TestClient.connect(listener.address())) {
                    assertThat(client.send(bytes).read().status())
                            .as(new String(bytes, 0, Math.min(200, bytes.length), StandardCharsets.ISO_8859_1))
                            .isIn(400, 501, 505);
                } catch (UncheckedIOException e) {
                    // closed without an answer will do, too
                }
            }
        }
        assertThat(severe).isNotEmpty();
        assertThat(served).isEmpty();
    }

    private static byte[] bytes(String line) {
        Matcher step = STEP.matcher(line);
        assertThat(step.find()).isTrue();
        String text = new String(Base64.getDecoder().decode(step.group(1)), StandardCharsets.ISO_8859_1);
        return text.replace("@@P@@", "").replace("@@H@@", "localhost").getBytes(StandardCharsets.ISO_8859_1);
    }
}
