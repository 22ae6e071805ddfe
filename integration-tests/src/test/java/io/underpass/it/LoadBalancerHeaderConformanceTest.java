package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;

/** The header fields that load balancers change, and the answers that they make themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadBalancerHeaderConformanceTest {

    private static final String MODE = "routing.http.xff_header_processing.mode";
    private static final String XFF = "X-Forwarded-For";

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final TestOrigin target = TestOrigin.start(Behaviours.status(200, "ok"));
    private final PublicAlb alb = new PublicAlb(emulator.endpoint(), clients.loadBalancers, "headers");

    @BeforeAll
    void build() {
        String group = alb.group("echo", target);
        alb.listen(80, group);
        alb.listen(8080, group);
        alb.awaitHealthy(group, 1);
    }

    @AfterAll
    void stop() {
        clients.close();
        emulator.close();
        target.close();
    }

    /** The last request that the target got, which is not a health check. */
    private TestOrigin.Request seen() {
        List<TestOrigin.Request> requests = target.requests().stream()
                .filter(request -> request.header("User-Agent").stream().noneMatch(name -> name.startsWith("ELB-")))
                .toList();
        return requests.get(requests.size() - 1);
    }

    private String forwardedFor(String... sent) {
        assertThat(alb.get(80, "/", sent).status()).isEqualTo(200);
        return seen().header(XFF).orElse("absent");
    }

    private List<String> forwardedFor() {
        return List.of(
                forwardedFor(new String[0]),
                forwardedFor(XFF + ": 127.0.0.4"),
                forwardedFor(XFF + ": 127.0.0.4, 127.0.0.8"));
    }

    @Test
    @Conformance({"ALB-H1", "ALB-H2", "ALB-H3"})
    @DisplayName("ALB-H1 ALB-H2 ALB-H3 The client's address is appended")
    void appended() {
        alb.attribute(MODE, "append");
        assertThat(forwardedFor())
                .containsExactly("127.0.0.1", "127.0.0.4, 127.0.0.1", "127.0.0.4, 127.0.0.8, 127.0.0.1");
    }

    @Test
    @Conformance({"ALB-H4", "ALB-H5", "ALB-H6"})
    @DisplayName("ALB-H4 ALB-H5 ALB-H6 Addresses are passed on as they came")
    void preserved() {
        alb.attribute(MODE, "preserve");
        assertThat(forwardedFor()).containsExactly("absent", "127.0.0.4", "127.0.0.4, 127.0.0.8");
        alb.attribute(MODE, "append");
    }

    @Test
    @Conformance({"ALB-H7", "ALB-H8", "ALB-H9"})
    @DisplayName("ALB-H7 ALB-H8 ALB-H9 Addresses are removed")
    void removed() {
        alb.attribute(MODE, "remove");
        assertThat(forwardedFor()).containsExactly("absent", "absent", "absent");
        alb.attribute(MODE, "append");
    }

    @Test
    @Conformance("ALB-H12")
    @DisplayName("ALB-H12 More than 30 addresses are 463")
    void tooManyAddresses() {
        String addresses =
                IntStream.rangeClosed(1, 31).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(", "));
        TestClient.Response response = alb.get(80, "/", XFF + ": " + addresses);
        assertThat(response.status()).isEqualTo(463);
        assertThat(response.bodyText()).hasSize(98).contains("<h1>463</h1>");
    }

    @Test
    @Conformance("ALB-H13")
    @DisplayName("ALB-H13 The target learns protocol and port of the listener")
    void protocolAndPort() {
        assertThat(alb.get(8080, "/", "X-Forwarded-Proto: https", "X-Forwarded-Port: 1")
                        .status())
                .isEqualTo(200);
        assertThat(seen().header("X-Forwarded-Proto")).contains("http");
        assertThat(seen().header("X-Forwarded-Port")).contains("8080");
    }

    @Test
    @Conformance("ALB-H23")
    @DisplayName("ALB-H23 Beside large header fields the trace id is a Root alone")
    void traceIdOfLargeRequests() {
        String sent = "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678;CalledFrom=app";
        alb.get(80, "/", sent);
        assertThat(seen().header("X-Amzn-Trace-Id").orElseThrow())
                .matches("Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678;CalledFrom=app");
        alb.get(80, "/", sent, "X-Large: " + "x".repeat(7 * 1024));
        assertThat(seen().header("X-Amzn-Trace-Id").orElseThrow()).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }

    @Test
    @Conformance("ALB-S2")
    @DisplayName("ALB-S2 Answers of the load balancer's own name it unless told not to")
    void ownAnswersNameTheServer() {
        String listener = alb.listen(81, alb.group("empty"));
        TestClient.Response named = alb.get(81, "/");
        assertThat(named.status()).isEqualTo(503);
        assertThat(named.header("Server")).contains("awselb/2.0");
        assertThat(named.bodyText()).hasSize(162);
        clients.loadBalancers.modifyListenerAttributes(changed -> changed.listenerArn(listener)
                .attributes(
                        ListenerAttribute.builder()
                                .key("routing.http.response.server.enabled")
                                .value("false")
                                .build(),
                        ListenerAttribute.builder()
                                .key("routing.http.response.x_frame_options.header_value")
                                .value("DENY")
                                .build()));
        TestClient.Response unnamed = alb.get(81, "/");
        assertThat(unnamed.status()).isEqualTo(503);
        assertThat(unnamed.header("Server")).isEmpty();
        assertThat(unnamed.header("X-Frame-Options")).contains("DENY");
    }

    @Test
    @Conformance("ALB-S5")
    @DisplayName("ALB-S5 More than 32 KiB of response fields are 502")
    void tooManyResponseFields() {
        target.behave((request, connection) -> Behaviours.status(
                        200,
                        "x",
                        request.target().equals("/large") ? "X-Large: " + "x".repeat(33 * 1024) : "X-Small: x")
                .answer(request, connection));
        TestClient.Response response = alb.get(80, "/large");
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.bodyText()).hasSize(122);
    }

    @Test
    @Conformance("ALB-P1")
    @DisplayName("ALB-P1 TRACE is 405")
    void trace() {
        assertThat(alb.send("TRACE", 80, "/").status()).isEqualTo(405);
    }
}
