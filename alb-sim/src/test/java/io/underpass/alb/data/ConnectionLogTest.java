package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLogTest {

    private static final Map<String, String> LOGGING = Map.of(
            "connection_logs.s3.enabled",
            "true",
            "connection_logs.s3.bucket",
            "logs",
            "access_logs.s3.enabled",
            "true",
            "access_logs.s3.bucket",
            "logs");
    private static final String CONNECTIONS = "conn_log_000000000000_elasticloadbalancing_us-east-1_app.shop.1 ";
    private static final String REQUESTS = "000000000000_elasticloadbalancing_us-east-1_app.shop.1 ";

    private final SocketShop shop = new SocketShop(Behaviours.status(200, "ok"));

    @AfterEach
    void close() {
        shop.close();
    }

    private List<String> lines(String log) {
        return shop.logged.stream()
                .filter(line -> line.startsWith(log))
                .map(line -> line.substring(log.length()))
                .toList();
    }

    private long of(LoadBalancerMetric metric) {
        return shop.metrics.loadBalancers().get(AlbFixtures.LB).of(metric);
    }

    @Test
    void aConnectionIsWrittenDownOnceAndItsRequestsHaveItsId() {
        shop.attributes(LOGGING);
        try (TestClient client = shop.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();
        }
        await().until(() -> lines(REQUESTS).size() == 2);
        assertThat(lines(CONNECTIONS))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\S+Z 127\\.0\\.0\\.1 \\d+ 80 - - - \"-\" - - - TID_[0-9a-f]{32} - app/shop/1"
                        + " 127\\.0\\.0\\.1");
        LogFields connection = LogFields.of(lines(CONNECTIONS).get(0));
        assertThat(connection.fields()).hasSize(15);
        assertThat(lines(REQUESTS))
                .allMatch(line -> LogFields.of(line).field(30).equals(connection.field(12)));
    }

    @Test
    void whatIsNoRequestIsInTheAccessLogAndCounted() {
        shop.attributes(LOGGING);
        shop.answer("GET / HTTP/1.1\r\nHost : a\r\n\r\n");
        await().until(() -> lines(REQUESTS).size() == 1);
        LogFields line = LogFields.of(lines(REQUESTS).get(0));
        assertThat(line.fields()).hasSize(34);
        assertThat(line.field(9)).isEqualTo("400");
        assertThat(line.field(13)).isEqualTo("\"- http://" + AlbFixtures.DNS + ":80- -\"");
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_4XX)).isEqualTo(1);
        assertThat(of(LoadBalancerMetric.REQUEST_COUNT)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost : a\r\n\r\n', Acceptable, NonCompliantHeader",
        "'POST / HTTP/1.1\r\nHost: a\r\n: b\r\nTransfer-Encoding: gzip\r\n\r\n', Ambiguous, EmptyHeader",
        "'SSH-2.0-x\r\n', Acceptable, NonCompliantVersion",
        "'\u0016\u0003\u0001', Severe, BadMethod",
        "'GET / HTTP/1.1\r\nHost: a\r\nX: a\rb', Severe, BadHeader"
    })
    void whatIsRefusedAfterAllOrBeforeItEndsIsClassifiedToo(String request, String tier, String reason) {
        shop.attributes(LOGGING);
        shop.answer(request);
        await().until(() -> lines(REQUESTS).size() == 1);
        LogFields line = LogFields.of(lines(REQUESTS).get(0));
        assertThat(line.field(28)).isEqualTo('"' + tier + '"');
        assertThat(line.field(29)).isEqualTo('"' + reason + '"');
        assertThat(of(LoadBalancerMetric.DESYNC_NON_COMPLIANT)).isEqualTo(1);
    }

    @Test
    void whatDesyncMitigationRefusesIsClassifiedAndCounted() {
        shop.attributes(LOGGING);
        shop.answer("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
        await().until(() -> lines(REQUESTS).size() == 1);
        LogFields line = LogFields.of(lines(REQUESTS).get(0));
        assertThat(line.field(9)).isEqualTo("400");
        assertThat(line.field(28)).isEqualTo("\"Severe\"");
        assertThat(line.field(29)).isEqualTo("\"MultipleContentLength\"");
        assertThat(of(LoadBalancerMetric.DESYNC_NON_COMPLIANT)).isEqualTo(1);
    }

    @Test
    void aConnectionThatOutlivesItsListenerIsCountedOffAllTheSame() {
        try (TestClient client = shop.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(of(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT)).isEqualTo(1);
            shop.leaveSocket();
        }
        await().until(() -> of(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT) == 0);
    }

    @Test
    void connectionsAreCountedAsLongAsTheyLast() {
        try (TestClient client = shop.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(of(LoadBalancerMetric.NEW_CONNECTION_COUNT)).isEqualTo(1);
            assertThat(of(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT)).isEqualTo(1);
        }
        await().until(() -> of(LoadBalancerMetric.ACTIVE_CONNECTION_COUNT) == 0);
        assertThat(of(LoadBalancerMetric.NEW_CONNECTION_COUNT)).isEqualTo(1);
        assertThat(lines(CONNECTIONS)).isEmpty();
    }

    @Test
    void aRequestThatTurnsOutToBeNoneHasTheStatusThatItsClientGot() {
        shop.attributes(LOGGING);
        try (TestClient client = shop.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n");
            assertThat(client.read().status()).isEqualTo(400);
        }
        await().until(() -> lines(REQUESTS).size() == 1);
        assertThat(LogFields.of(lines(REQUESTS).get(0)).field(9)).isEqualTo("400");
        assertThat(of(LoadBalancerMetric.HTTP_CODE_ELB_4XX)).isEqualTo(1);
    }
}
