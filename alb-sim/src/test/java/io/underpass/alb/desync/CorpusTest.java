package io.underpass.alb.desync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.HeadPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The cases of AWS's own classifier (aws/http-desync-guardian, converted to raw bytes). They are not part of this
 * repository; without them the test is skipped.
 */
final class CorpusTest {

    private static final Path CORPUS = Path.of("..", "..", "shared", "suites", "desync.jsonl");

    private static List<JsonNode> cases() throws IOException {
        Assumptions.assumeTrue(Files.exists(CORPUS), "no corpus");
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            cases.add(mapper.readTree(line));
        }
        return cases;
    }

    private static byte[] head(JsonNode test) {
        byte[] raw = Base64.getDecoder().decode(test.get("steps").get(0).textValue());
        String text = new String(raw, StandardCharsets.ISO_8859_1)
                .replace("@@P@@", "")
                .replace("@@H@@", "localhost");
        int end = text.indexOf("\r\n\r\n");
        return text.substring(0, end < 0 ? text.length() : end + 4).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int line(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).indexOf("\r\n") + 2;
    }

    @Test
    void tiersAndReasonsAreAwsOwn() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JsonNode test : cases()) {
            byte[] head = head(test);
            Optional<Reason> found = HeadClassifier.classify(RawHead.of(head, line(head)));
            String tier = found.map(reason -> reason.tier().text()).orElse("Compliant");
            String reason = found.map(Reason::text).orElse("Compliant");
            String expected = test.get("reason").asText("");
            if (!tier.equals(test.get("tier").textValue())
                    || !(expected.isEmpty() || expected.equals("Compliant") || expected.equals(reason))) {
                wrong.add(test.get("id").textValue() + " " + test.get("desc").textValue() + ": expected "
                        + test.get("tier").textValue() + " " + expected + ", found " + tier + " " + reason + "\n"
                        + new String(head, StandardCharsets.ISO_8859_1).replace("\r", "\\r"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsToBeRefusedIsRefused() throws IOException {
        for (JsonNode test : cases()) {
            byte[] head = head(test);
            for (Mode mode : Mode.values()) {
                String expected = test.get("alb")
                        .get(mode.name().toLowerCase(java.util.Locale.ROOT))
                        .textValue();
                HeadPolicy.Ruling ruling = new HeadJudge(() -> mode, () -> false).judge(head, line(head));
                assertThat(ruling instanceof HeadPolicy.Refused)
                        .as(test.get("id").textValue() + " " + mode)
                        .isEqualTo(expected.startsWith("reject"));
            }
        }
    }

    @Test
    void whatIsPlainIsCompliant() throws IOException {
        int plain = 0;
        for (JsonNode test : cases()) {
            byte[] head = head(test);
            if (PlainHead.is(head, line(head))) {
                plain++;
                assertThat(HeadClassifier.classify(RawHead.of(head, line(head))))
                        .as(test.get("id").textValue())
                        .isEmpty();
            }
        }
        assertThat(plain).isPositive();
    }
}
