package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.AmpleTime;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a load balancer takes and refuses on a socket of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadBalancerSocketConformanceTest {

    private static final String PRESERVE_HOST = "routing.http.preserve_host_header.enabled";
    private static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final ControlCalls calls = new ControlCalls(emulator.endpoint());
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final PublicAlb alb = new PublicAlb(emulator.endpoint(), clients.loadBalancers, "sockets");
    private InetSocketAddress port80;
    private InetSocketAddress port8080;

    @BeforeAll
    void build() {
        String group = alb.group("echo", target);
        alb.listen(80, group);
        alb.listen(8080, group);
        alb.awaitHealthy(group, 1);
        port80 = socket(80);
        port8080 = socket(8080);
    }

    @AfterAll
    void stop() {
        clients.close();
        emulator.close();
        target.close();
    }

    private InetSocketAddress socket(int port) {
        JsonNode open = calls.call("GET /_underpass/listeners");
        String address = Stream.iterate(0, i -> i + 1)
                .limit(open.size())
                .map(open::get)
                .filter(listener -> listener.path("port").asInt() == port)
                .findFirst()
                .orElseThrow()
                .path("address")
                .asText();
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private TestClient.Response answer(String request) {
        try (TestClient client = TestClient.connect(port80)) {
            return client.send(request).read();
        }
    }

    private String echo(InetSocketAddress socket, String request) {
        try (TestClient client = TestClient.connect(socket)) {
            return client.send(request + "Connection: close\r\n\r\n").read().bodyText();
        }
    }

    @Test
    @Conformance("ALB-P2")
    @DisplayName("ALB-P2 Another transfer coding than chunked is 501")
    void transferCodings() {
        assertThat(answer("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
                        .status())
                .isEqualTo(501);
    }

    @Test
    @Conformance("ALB-P3")
    @DisplayName("ALB-P3 One header field of more than 16 KiB is 400")
    void longFields() {
        String field = "X: " + "x".repeat(16 * 1024 - 2);
        TestClient.Response response = answer("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Connection")).contains("close");
        assertThat(response.bodyText()).hasSize(122);
    }

    @Test
    @Conformance("ALB-P4")
    @DisplayName("ALB-P4 A URL of 17 KiB is 414")
    void longUrls() {
        assertThat(answer("GET /" + "x".repeat(17 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .status())
                .isEqualTo(414);
    }

    @Test
    @Conformance("ALB-P5")
    @DisplayName("ALB-P5 Half a request is 408 after the idle timeout")
    void halfARequest() throws Exception {
        AmpleTime.from(Duration.ofSeconds(1), idle -> {
            alb.attribute(IDLE_TIMEOUT, Long.toString(idle.toSeconds()));
            TestClient.Response response = answer("GET / HTTP/1.1\r\nHos");
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.header("Server")).contains("awselb/2.0");
        });
        alb.attribute(IDLE_TIMEOUT, "60");
    }

    @Test
    @Conformance("ALB-P7")
    @DisplayName("ALB-P7 HTTP/2 by prior knowledge is 505")
    void http2WithoutTls() {
        assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status()).isEqualTo(505);
    }

    @Test
    @Conformance("ALB-P9")
    @DisplayName("ALB-P9 Pipelined requests are answered in order")
    void pipelining() {
        try (TestClient client = TestClient.connect(port80)) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.read().bodyText()).startsWith("GET /1\n");
            assertThat(client.read().bodyText()).startsWith("GET /2\n");
        }
    }

    @Test
    @Conformance("ALB-H15")
    @DisplayName("ALB-H15 The port of a listener on neither 80 nor 443 is added to Host")
    void portOfTheListener() {
        assertThat(echo(port8080, "GET / HTTP/1.1\r\nHost: example.com\r\n")).contains("\nHost: example.com:8080\n");
        assertThat(echo(port80, "GET / HTTP/1.1\r\nHost: example.com:80\r\n")).contains("\nHost: example.com\n");
    }

    @Test
    @Conformance("ALB-H17")
    @DisplayName("ALB-H17 The host of a whole URL goes before that of the Host field")
    void wholeUrls() {
        assertThat(echo(port80, "GET http://dns-name/index.html HTTP/1.1\r\nHost: example.com\r\n"))
                .startsWith("GET /index.html\n")
                .contains("\nHost: dns-name\n");
        alb.attribute(PRESERVE_HOST, "true");
        assertThat(echo(port80, "GET http://dns-name?a=b HTTP/1.1\r\nHost: example.com\r\n"))
                .startsWith("GET /?a=b\n")
                .contains("\nHost: example.com\n");
        alb.attribute(PRESERVE_HOST, "false");
    }

    @Test
    @Conformance("ALB-H18")
    @DisplayName("ALB-H18 Hosts reach the target in lower case unless they are preserved")
    void lowerCase() {
        assertThat(echo(port80, "GET / HTTP/1.1\r\nHost: EXAMPLE.com\r\n")).contains("\nHost: example.com\n");
        alb.attribute(PRESERVE_HOST, "true");
        assertThat(echo(port80, "GET / HTTP/1.1\r\nHost: EXAMPLE.com:80\r\n")).contains("\nHost: EXAMPLE.com:80\n");
        alb.attribute(PRESERVE_HOST, "false");
    }

    @Test
    @Conformance("ALB-H27")
    @DisplayName("ALB-H27 The load balancer itself asks for a body that waits for 100, and the target sees no Expect")
    void expectations() {
        try (TestClient client = TestClient.connect(port80)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            client.send("hello");
            assertThat(client.read().bodyText()).endsWith("\n\nhello").doesNotContainIgnoringCase("expect:");
        }
    }
}
