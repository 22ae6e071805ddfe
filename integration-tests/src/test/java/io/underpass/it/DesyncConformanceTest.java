package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that can be read in different ways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesyncConformanceTest {

    private static final String HOST = " / HTTP/1.1\r\nHost: a\r\n";
    private static final String TWO_LENGTHS =
            "POST" + HOST + "Content-Length: 1000\r\nContent-Length: 100\r\n\r\n" + "x".repeat(1000);

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final ControlCalls calls = new ControlCalls(emulator.endpoint());
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "desync");
    private OpenDoor door;
    private int requests;

    @BeforeAll
    void build() {
        String group = alb.group("echo", List.of(target.port()));
        door = alb.listen("DefaultActions.1.Type=forward", "DefaultActions.1.TargetGroupArn=" + group);
        alb.awaitHealthy(group, 1);
    }

    @AfterAll
    void stop() {
        emulator.close();
        target.close();
    }

    /** In one line: the status, whether the target was asked, what becomes of the connection, the classification. */
    private String sent(String mode, String request) {
        alb.attribute("routing.http.desync_mitigation_mode", mode);
        String path = "/" + ++requests;
        try (TestClient client = door.client()) {
            int status = client.send(request.replaceFirst(" / ", " " + path + " "))
                    .read()
                    .status();
            boolean asked = target.requests().stream()
                    .anyMatch(received -> received.target().equals(path));
            return status
                    + (asked ? " forwarded, " : " kept back, ")
                    + (again(client) ? "open" : "closed")
                    + (asked ? ", " + classification(path) : "");
        }
    }

    private static boolean again(TestClient client) {
        try {
            return client.send("GET" + HOST + "\r\n").read().status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** As the Journal has it; a request that the socket itself refuses has no entry. */
    private String classification(String path) {
        String entry = await().until(() -> entry(path), Optional::isPresent).orElseThrow();
        int at = entry.indexOf("\"classification\"");
        return at < 0 ? "compliant" : entry.substring(at).replaceAll("(?s).*?\"value\":\"([^\"]*)\".*", "$1");
    }

    /** It is there once the exchange is over, which may be a moment after the client has its answer. */
    private Optional<String> entry(String path) {
        for (JsonNode entry : calls.call("GET /_underpass/journal?limit=10").path("entries")) {
            if (entry.path("target").asText().equals(path)) {
                return Optional.of(entry.toString());
            }
        }
        return Optional.empty();
    }

    @Test
    @Conformance("ALB-D1")
    @DisplayName("ALB-D1 A GET with a Content-Length of 0 is acceptable")
    void getOfLengthZero() {
        String request = "GET" + HOST + "Content-Length: 0\r\n\r\n";
        String expected = "200 forwarded, open, Acceptable, GetHeadZeroContentLength";
        assertThat(sent("defensive", request)).isEqualTo(expected);
        assertThat(sent("monitor", request)).isEqualTo(expected);
        assertThat(sent("strictest", request)).isEqualTo("400 kept back, closed");
        assertThat(sent("strictest", "POST" + HOST + "Content-Length: 0\r\n\r\n"))
                .isEqualTo("200 forwarded, open, compliant");
    }

    @Test
    @Conformance("ALB-D4")
    @DisplayName("ALB-D4 Two lengths are severe: the connection ends, and the target gets nothing")
    void twoLengths() {
        assertThat(sent("defensive", TWO_LENGTHS)).isEqualTo("400 kept back, closed");
        assertThat(sent("strictest", TWO_LENGTHS)).isEqualTo("400 kept back, closed");
        TestClient.Response answer = door.raw(TWO_LENGTHS);
        assertThat(answer.header("Connection")).contains("close");
        assertThat(answer.bodyText()).hasSize(122);
    }

    @Test
    @Conformance("ALB-D5")
    @DisplayName("ALB-D5 Where they are only monitored two lengths are forwarded, as one")
    void monitored() {
        assertThat(sent("monitor", TWO_LENGTHS))
                .startsWith("200 forwarded, ")
                .endsWith("Severe, MultipleContentLength");
        assertThat(target.requests().stream()
                        .flatMap(request -> request.headers().stream())
                        .filter(line -> line.regionMatches(true, 0, "Content-Length: 1", 0, 17)))
                .contains("Content-Length: 1000")
                .doesNotContain("Content-Length: 100");
    }

    @Test
    @Conformance("ALB-D7")
    @DisplayName("ALB-D7 A field that resembles Transfer-Encoding is ambiguous: forwarded, and both connections end")
    void suspiciousFields() {
        String suspicious = "200 forwarded, closed, Ambiguous, SuspiciousHeader";
        for (String line :
                List.of("\u0001Transfer-Encoding: chunked", "Transfer_Encoding: chunked", "Content-Length : 0")) {
            assertThat(sent("defensive", "POST" + HOST + line + "\r\n\r\n"))
                    .as(line)
                    .isEqualTo(suspicious);
            assertThat(sent("strictest", "POST" + HOST + line + "\r\n\r\n"))
                    .as(line)
                    .isEqualTo("400 kept back, closed");
        }
        assertThat(sent("defensive", "GET" + HOST + ": nobody\r\n\r\n"))
                .isEqualTo("200 forwarded, closed, Ambiguous, EmptyHeader");
        assertThat(sent("defensive", "GET" + HOST + "X Odd: 1\r\n\r\n"))
                .isEqualTo("200 forwarded, open, Acceptable, NonCompliantHeader");
    }
}
