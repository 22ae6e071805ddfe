package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.testkit.assertj.UnderpassAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a failing test prints. */
class FailureStoryTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern FRAME = Pattern.compile("(?m)^\\s*(at .*|\\.\\.\\. \\d+ more)\\R");

    @Test
    void aWrongRuleIsFoundByTheOutputAlone() throws IOException {
        List<String> failures = Run.failures(Run.of(Samples.WrongRule.class));

        assertThat(failures).hasSize(1);
        String told = settled(FRAME.matcher(failures.get(0)).replaceAll(""));
        assertThat(told)
                .contains("GET /restapis/")
                .contains("-> 404")
                .contains("load balancer  orders, listener HTTP:80")
                .contains("none matched, the default action was taken")
                .contains("priority 1: path-pattern")
                .contains("/order/*")
                .contains("none was asked");
        assertThat(settled(Files.readString(README)).contains(indented(told)))
                .as("README.md shows what this test shows; put this there:\n\n%s", indented(told))
                .isTrue();
    }

    @Test
    void whatATargetDidIsTold() {
        List<String> failures = Run.failures(Run.of(Samples.BrokenTarget.class));

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0))
                .contains("-> 502")
                .contains("rule           priority 1: path-pattern /orders/*")
                .containsPattern("target         orders \\(127\\.0\\.0\\.1:\\d+\\) gave no answer")
                .contains("failed         target: ")
                .containsPattern("target orders \\(127\\.0\\.0\\.1:\\d+\\) got 1 request");
    }

    @Test
    void assertionsTellTheWholeWay() {
        List<String> failures = Run.failures(Run.of(WrongExpectation.class));

        assertThat(failures)
                .singleElement()
                .asString()
                .contains("Expected GET /restapis/")
                .contains("to go through load balancer 'payments', but it went through 'orders':")
                .contains("    load balancer  orders, listener HTTP:80")
                .contains("answered 200");
    }

    @Test
    void aMistakeInADescriptionHasItsPlace() {
        List<String> failures = Run.failures(Run.of(WrongFile.class));

        assertThat(failures).singleElement().asString().contains("wrong.yaml").contains("rule");
    }

    @Test
    void targetsTellWhatTheyGot() {
        try (FakeTarget target = FakeTarget.start("orders")) {
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(target).wasAsked("GET", "/"))
                    .hasMessageContaining("to be asked GET /, but it got no request");
            Client.get(target.uri() + "/1");
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(target).wasNotAsked())
                    .hasMessageContaining("to be asked 0 time(s), but it got [GET /1]");
        }
    }

    @Test
    void requestsSocketsAndProxiesTellThemselves() {
        try (FakeTarget target = FakeTarget.start("orders");
                FaultProxy proxy = FaultProxy.to(target)) {
            proxy.suffers(ProxyFault.trickle(5, Duration.ZERO));
            Client.get("http://" + proxy.hostAndPort() + "/1");
            RecordedRequest request = target.takeRequest(Duration.ofMinutes(1));

            assertThatThrownBy(() -> UnderpassAssertions.assertThat(request).cameOverTls())
                    .hasMessageContaining(
                            "Expected GET /1\nto come over TLS, but it came in clear text:\n  GET /1 HTTP/1.1")
                    .hasMessageContaining("\n    Host: 127.0.0.1:");
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(request).hasHeader("x-a", "b"))
                    .hasMessageContaining("to have the header field 'x-a: b', but it has none");
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(request).cameBy("HTTP/2"))
                    .hasMessageContaining("it came by HTTP/1.1");
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(target).wasAskedBy("HTTP/2"))
                    .hasMessageContaining("it was asked by [HTTP/1.1]");
            assertThatThrownBy(() -> UnderpassAssertions.assertThat(proxy).wasConnectedTimes(2))
                    .hasMessageContaining("to get 2 connection(s), but it got [connection 1 (")
                    .hasMessageContaining("and suffers [Trickle[pieceBytes=5");
        }
    }

    @Test
    void socketsTellWhatCame() {
        TargetSocket socket = new TargetSocket(
                new RecordedRequest("GET", "/chat", List.of(), new byte[0], List.of(), 1, "HTTP/1.1", Optional.empty()),
                frame -> {});
        socket.add(SocketFrame.text("hello"));
        UnderpassAssertions.assertThat(socket).gotText("hello").got(SocketFrame.text("hello"));

        assertThatThrownBy(() -> UnderpassAssertions.assertThat(socket).wasClosedWith(1000))
                .hasMessage("Expected the WebSocket of GET /chat\nto be closed with 1000, but it got [text \"hello\"]"
                        + " and is open");
    }

    /** Expects the wrong load balancer. */
    @UnderpassTest(targets = "orders", setUp = Shop.class)
    static class WrongExpectation {

        @Test
        void goesThroughPayments(@InvokeUrl java.net.URI shop, UnderpassExtension underpass) {
            UnderpassAssertions.assertThat(
                            underpass.exchange(Client.get(shop + "/orders/42").requestId()))
                    .wentThrough("payments");
        }
    }

    /** Its file says {@code rule} where {@code rules} is meant. */
    @UnderpassTest(targets = "orders", description = "wrong.yaml")
    static class WrongFile {

        @Test
        void neverRuns() {}
    }

    /** Without what differs from run to run. */
    private static String settled(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
                .replaceAll("/restapis/[a-z0-9]{10}/", "/restapis/API/")
                .replaceAll("\\(\\d+\\.\\d ms\\)", "(N ms)")
                .replaceAll("and \\d+ health checks?", "and N health checks");
    }

    private static String indented(String text) {
        return text.strip()
                .lines()
                .map(line -> "    " + line.replace("\t", "    "))
                .collect(Collectors.joining("\n"));
    }
}
