package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A load balancer with a socket of its own and a real target. */
final class OwnSocketTest {

    private static final String END = "Connection: close\r\n\r\n";

    private final SocketShop shop = new SocketShop(Behaviours.status(200, "OK"));
    private final TestOrigin target = shop.target;

    @AfterEach
    void close() {
        shop.close();
    }

    private static void assertPage(TestClient.Response response, int status, String title, int length) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().get(0)).isEqualTo("Server: awselb/2.0");
        assertThat(response.header("Date")).isPresent();
        assertThat(response.header("Content-Type")).contains("text/html");
        assertThat(response.bodyText())
                .hasSize(length)
                .startsWith("<html>\r\n<head><title>" + title + "</title></head>\r\n");
    }

    @Test
    void p1TraceIs405() {
        assertPage(shop.answer("TRACE / HTTP/1.1\r\nHost: a\r\n" + END), 405, "405 Not Allowed", 122);
        assertThat(target.requests()).isEmpty();
    }

    @Test
    void p2OtherTransferCodingsAre501() {
        assertPage(
                shop.answer("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
                501,
                "501 Not Implemented",
                130);
    }

    @Test
    void p3OneFieldOfMoreThan16KIs400() {
        String field = "X-Long: " + "x".repeat(16 * 1024 - 1 - "X-Long: ".length());
        assertThat(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n" + END)
                        .status())
                .isEqualTo(200);
        TestClient.Response refused = shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + field + "x\r\n" + END);
        assertPage(refused, 400, "400 Bad Request", 122);
        assertThat(refused.header("Connection")).contains("close");
    }

    @Test
    void moreThan64KOfFieldsIs400() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            fields.append("X-Long: ").append("x".repeat(15 * 1024)).append("\r\n");
        }
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + fields + END), 400, "400 Bad Request", 122);
    }

    @Test
    void p4LongUrlsAre414() {
        assertPage(
                shop.answer("GET /" + "x".repeat(17 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                414,
                "414 Request-URI Too Large",
                142);
    }

    @Test
    void p5HalfARequestIs408AfterTheIdleTimeout() {
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "1"));
        assertPage(shop.answer("GET / HTTP/1.1\r\nHo"), 408, "408 Request Time-out", 132);
        assertPage(
                shop.answer("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf"),
                408,
                "408 Request Time-out",
                132);
    }

    @Test
    void anIdleConnectionIsClosedWithoutAnAnswer() {
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "1"));
        try (TestClient client = shop.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void p7Http2ByPriorKnowledgeIs505() {
        assertPage(shop.answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505, "505 HTTP Version Not Supported", 152);
    }

    @Test
    void p8AnOldConnectionIsClosedWithTheNextAnswer() {
        shop.attributes(Map.of("client_keep_alive.seconds", "1"));
        try (TestClient client = shop.client()) {
            String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
            TestClient.Response response = client.send(request).read();
            assertThat(response.header("Connection")).contains("keep-alive");
            while (response.header("Connection").equals(Optional.of("keep-alive"))) {
                response = client.send(request).read();
            }
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Connection")).contains("close");
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void p9PipelinedRequestsAreAnsweredInOrder() {
        target.behave(Behaviours.echo());
        try (TestClient client = shop.client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.read().bodyText()).startsWith("GET /1\n");
            assertThat(client.read().bodyText()).startsWith("GET /2\n");
        }
    }

    @Test
    void malformedRequestsAre400() {
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n"), 400, "400 Bad Request", 122);
        assertPage(shop.answer("nonsense\r\n\r\n"), 400, "400 Bad Request", 122);
    }

    @Test
    void pagesOfTheSocketHaveTheListenersFieldsAsAllAnswersDo() {
        shop.listenerAttributes(Map.of(
                "routing.http.response.server.enabled",
                "false",
                "routing.http.response.x_frame_options.header_value",
                "DENY"));
        for (String request : List.of(
                "nonsense\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: a\r\n" + END, "GET / HTTP/1.1\r\nHost: a\r\n" + END)) {
            TestClient.Response response = shop.answer(request);
            assertThat(response.header("X-Frame-Options")).as(request).contains("DENY");
            assertThat(response.header("Server")).as(request).isEmpty();
        }
    }

    @Test
    void h27TheLoadBalancerAsksForTheBodyItself() {
        target.behave(Behaviours.echo());
        try (TestClient client = shop.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            client.send("hello");
            assertThat(client.read().bodyText()).endsWith("\n\nhello").doesNotContainIgnoringCase("expect:");
        }
    }

    @Test
    void s5MoreThan32KOfResponseFieldsIs502() {
        target.behave(Behaviours.status(200, "x", "X-Long: " + "x".repeat(33 * 1024)));
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + END), 502, "502 Bad Gateway", 122);
        target.behave(Behaviours.status(200, "x", "X-Long: " + "x".repeat(31 * 1024)));
        assertThat(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + END).status()).isEqualTo(200);
    }

    @Test
    void aTargetThatAnnouncesMoreThanItSendsIs504AfterTheIdleTimeout() {
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "1"));
        target.behave(Behaviours.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + END), 504, "504 Gateway Time-out", 132);
    }

    @Test
    void aTargetThatClosesInTheMiddleIs502() {
        target.behave(Behaviours.closeMidBody(10, "half"));
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + END), 502, "502 Bad Gateway", 122);
    }

    @Test
    void aSilentTargetIs504() {
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "1"));
        target.behave(Behaviours.hang());
        assertPage(shop.answer("GET / HTTP/1.1\r\nHost: a\r\n" + END), 504, "504 Gateway Time-out", 132);
    }
}
