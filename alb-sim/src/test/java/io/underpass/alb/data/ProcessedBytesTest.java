package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.Behaviours;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted of the bytes that pass through a load balancer. */
class ProcessedBytesTest {

    private static final int LOG_RECEIVED = 11;
    private static final int LOG_SENT = 12;

    private static long processed(LoadBalancerMetrics metrics) {
        return metrics.loadBalancers().get(AlbFixtures.LB).of(LoadBalancerMetric.PROCESSED_BYTES);
    }

    private static long logged(String line) {
        LogFields fields = LogFields.of(line.substring(line.indexOf("http")));
        return Long.parseLong(fields.field(LOG_RECEIVED)) + Long.parseLong(fields.field(LOG_SENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\r\nHost: shop\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: shop\r\nContent-Length: 5\r\n\r\nfive!",
                "POST /a HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n0\r\n\r\n",
                "HEAD /a HTTP/1.1\r\nHost: shop\r\n\r\n",
                "TRACE /a HTTP/1.1\r\nHost: shop\r\n\r\n"
            })
    void areThoseOfTheAccessLog(String request) {
        try (SocketShop shop = new SocketShop(Behaviours.status(200, "x".repeat(20_000)))) {
            shop.attributes(AccessLogTest.LOGGING);
            try (TestClient client = shop.client()) {
                client.send(request);
                await().until(() -> shop.logged.size() == 1);
            }
            long logged = logged(shop.logged.get(0));
            assertThat(processed(shop.metrics)).isEqualTo(logged);
            boolean bodyComes = request.startsWith("GET") || request.startsWith("POST");
            assertThat(logged > 20_000).isEqualTo(bodyComes);
        }
    }

    @Test
    void ofHttp2AndChunksAreThoseOfHttp1() throws Exception {
        try (OpenShop shop = new OpenShop(AccessLogTest.LOGGING);
                TestOrigin target = TestOrigin.start(Behaviours.status(200, "here"))) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            HttpClient client =
                    HttpClient.newBuilder().sslContext(OpenShop.TLS.client()).build();
            URI url = URI.create("https://127.0.0.1:" + shop.address().getPort() + "/a");
            HttpRequest post = HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5000])))
                    .build();
            client.send(post, HttpResponse.BodyHandlers.ofString());
            await().until(() -> shop.logged.size() == 1);
            assertThat(processed(shop.metrics))
                    .isGreaterThan(5000)
                    .isEqualTo(logged(shop.logged.get(0).replaceFirst("^h2", "https")));
        }
    }

    @Test
    void ofAWebSocketAreCountedWhileItLasts() throws Exception {
        try (OpenShop shop = new OpenShop(Map.of());
                TunnelTarget target = TunnelTarget.echoingMessages()) {
            shop.forwardTo("HTTP", "HTTP1", target.port());
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + shop.address().getPort() + "/chat"),
                            new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS);
            long before = processed(shop.metrics);
            socket.sendText("x".repeat(1000), true).get(30, TimeUnit.SECONDS);
            await().untilAsserted(() -> assertThat(processed(shop.metrics)).isGreaterThan(before + 2000));
            socket.abort();
        }
    }

    @Test
    void ofIpv6AreToldApart() {
        Shop shop = Shop.forwarding(80, 9001);
        shop.send(FakeExchange.get("/"));
        BalancerCounts counts = shop.metrics.loadBalancers().get(AlbFixtures.LB);
        assertThat(counts.of(LoadBalancerMetric.IPV6_PROCESSED_BYTES)).isZero();
        long one = counts.of(LoadBalancerMetric.PROCESSED_BYTES);
        shop.send(FakeExchange.get("/").from(new InetSocketAddress("2001:db8::1", 4711)));
        counts = shop.metrics.loadBalancers().get(AlbFixtures.LB);
        assertThat(counts.of(LoadBalancerMetric.IPV6_PROCESSED_BYTES)).isEqualTo(one);
        assertThat(counts.of(LoadBalancerMetric.PROCESSED_BYTES)).isEqualTo(2 * one);
    }
}
