package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The access log of requests that are not of HTTP/1.1, or do not stay it. */
class LoggedProtocolsTest {

    private final OpenShop shop = new OpenShop(AccessLogTest.LOGGING);

    @AfterEach
    void close() {
        shop.close();
    }

    private String url(String scheme) {
        return scheme + "://127.0.0.1:" + shop.address().getPort();
    }

    @Test
    void http2IsNamed() throws Exception {
        try (TestOrigin target = TestOrigin.start(Behaviours.status(200, "here"))) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            HttpClient client =
                    HttpClient.newBuilder().sslContext(OpenShop.TLS.client()).build();
            HttpRequest post = HttpRequest.newBuilder(URI.create(url("https") + "/a"))
                    .POST(HttpRequest.BodyPublishers.ofString("five!"))
                    .build();
            client.send(post, HttpResponse.BodyHandlers.ofString());
            await().until(() -> shop.logged.size() == 1);
            LogFields line = LogFields.of(shop.logged.get(0));
            assertThat(line.field(1)).isEqualTo("h2");
            assertThat(line.field(13)).endsWith(":80/a HTTP/2.0\"");
            assertThat(line.fields().subList(8, 10)).containsExactly("200", "200");
        }
    }

    @Test
    void aWebSocketIsWrittenDownWhenItIsOver() throws Exception {
        try (TunnelTarget target = TunnelTarget.echoingMessages()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(url("ws") + "/chat"), new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("x".repeat(1000), true).get(30, TimeUnit.SECONDS);
            assertThat(shop.logged).isEmpty();
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(30, TimeUnit.SECONDS);
            await().until(() -> shop.logged.size() == 1);
            LogFields line = LogFields.of(shop.logged.get(0));
            assertThat(line.field(1)).isEqualTo("ws");
            assertThat(line.fields().subList(8, 10)).containsExactly("101", "101");
            assertThat(Long.parseLong(line.field(11))).isGreaterThan(1000);
            assertThat(Long.parseLong(line.field(12))).isGreaterThan(1000);
        }
    }
}
