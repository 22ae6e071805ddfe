package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Action;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ResponseSink;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {

    static final Map<String, String> LOGGING =
            Map.of("access_logs.s3.enabled", "true", "access_logs.s3.bucket", "logs");

    private final Shop shop = Shop.forwarding(80, 9001);

    private LogFields logged() {
        assertThat(shop.logged).hasSize(1);
        return LogFields.of(shop.logged.get(0));
    }

    @Test
    void nothingIsWrittenWhereNoLogIsKept() {
        shop.send(FakeExchange.get("/"));
        assertThat(shop.logged).isEmpty();
    }

    @Test
    void aForwardedRequestHasAllOfAwsFields() {
        shop.attributes(LOGGING);
        shop.send(FakeExchange.get("/orders?id=1", "User-Agent", "curl/8", "X-Amzn-Trace-Id", "Root=1-2-3")
                .from(new InetSocketAddress("192.0.2.1", 2817)));
        assertThat(shop.logged.get(0))
                .matches("http 2026-01-01T01:00:00.000000Z app/shop/1 192.0.2.1:2817 127.0.0.1:9001"
                        + " 0\\.\\d{3} 0\\.\\d{3} 0\\.\\d{3} 200 200 \\d+ \\d+"
                        + " \"GET http://example.com:80/orders\\?id=1 HTTP/1.1\" \"curl/8\" - -"
                        + " arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/orders/\\S+"
                        + " \"Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-2-3\" \"-\" \"-\" 0 2026-01-01T01:00:00.000000Z"
                        + " \"forward\" \"-\" \"-\" \"127.0.0.1:9001\" \"200\" \"-\" \"-\" TID_[0-9a-f]{32}"
                        + " \"-\" \"-\" \"-\" 127.0.0.1");
        assertThat(logged().fields()).hasSize(34);
    }

    @Test
    void requestsAndAnswersAreCountedWithTheirHeads() {
        shop.attributes(LOGGING);
        shop.listen(80, AlbFixtures.answer("sold out"));
        FakeExchange exchange = FakeExchange.post("/", "five!");
        shop.send(exchange);
        assertThat(logged().field(11))
                .isEqualTo(Integer.toString("POST / HTTP/1.1\r\nHost: example.com\r\n\r\n".length()));
        assertThat(Integer.parseInt(logged().field(12))).isGreaterThan("HTTP/1.1 200 OK\r\n\r\nsold out".length());
    }

    @Test
    void aBodyThatIsReadIsCounted() {
        shop.attributes(LOGGING);
        shop.send(FakeExchange.post("/", "five!"));
        assertThat(logged().field(11))
                .isEqualTo(Integer.toString("POST / HTTP/1.1\r\nHost: example.com\r\n\r\nfive!".length()));
    }

    @Test
    void l2ARedirectHasItsUrlAndNoTarget() {
        shop.attributes(LOGGING);
        shop.listen(
                80,
                new Action.Redirect(Optional.empty(), "HTTPS", "443", "#{host}", "/#{path}", "#{query}", "HTTP_301"));
        shop.send(FakeExchange.get("/a?b=c"));
        LogFields line = logged();
        assertThat(line.field(5)).isEqualTo("-");
        assertThat(line.fields().subList(5, 8)).containsExactly("-1", "-1", "-1");
        assertThat(line.field(9)).isEqualTo("301");
        assertThat(line.field(10)).isEqualTo("-");
        assertThat(line.field(23)).isEqualTo("\"redirect\"");
        assertThat(line.field(24)).isEqualTo("\"https://example.com:443/a?b=c\"");
    }

    @Test
    void theRuleIsNamedByItsPriority() {
        shop.attributes(LOGGING);
        shop.rule(80, 7, AlbFixtures.answer("no"), AlbFixtures.path("/a"));
        shop.send(FakeExchange.get("/a"));
        assertThat(logged().field(21)).isEqualTo("7");
        assertThat(logged().field(23)).isEqualTo("\"fixed-response\"");
    }

    @Test
    void whatIsRefusedBeforeTheRulesHasNone() {
        shop.attributes(LOGGING);
        shop.send(FakeExchange.of("TRACE", "/"));
        assertThat(logged().field(9)).isEqualTo("405");
        assertThat(logged().field(21)).isEqualTo("-");
        assertThat(logged().field(23)).isEqualTo("\"-\"");
    }

    @Test
    void aTargetThatFailsWasDispatchedToAndGaveNoStatus() {
        shop.attributes(LOGGING);
        shop.targets.script(9001, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "refused"));
        shop.send(FakeExchange.get("/"));
        LogFields line = logged();
        assertThat(line.field(5)).isEqualTo("127.0.0.1:9001");
        assertThat(line.field(6)).matches("0\\.\\d{3}");
        assertThat(line.fields().subList(6, 10)).containsExactly("-1", "-1", "502", "-");
    }

    @Test
    void aClientThatLeavesIs460() {
        shop.attributes(LOGGING);
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(9001, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(shop.logged).isEmpty();
        exchange.leave();
        assertThat(logged().field(9)).isEqualTo("460");
        assertThat(shop.metrics.loadBalancers().get(AlbFixtures.LB).of(LoadBalancerMetric.HTTP_CODE_ELB_4XX))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\" 200 200 1 1 \"GET http://evil/ HTTP/1.1\" \"y",
                "x\nhttp 2026-01-01T01:00:00.000000Z app/shop/1",
                "\\\" \u0085 \u2028",
                "\u00e9\u0000\u001b[2J"
            })
    void noClientWritesFieldsOrLinesOfItsOwn(String hostile) {
        shop.attributes(LOGGING);
        String field = hostile.replaceAll("[\\n\\x00\\x1b]", "\t"); // the rest has never got through a decoder
        shop.send(FakeExchange.get("/" + hostile, "User-Agent", field, "X-Amzn-Trace-Id", field, "Host", field));
        assertThat(logged().fields()).hasSize(34);
        assertThat(shop.logged.get(0)).matches("[ -~]+");
    }

    @Test
    void aLongUserAgentIsCut() {
        shop.attributes(LOGGING);
        shop.send(FakeExchange.get("/", "User-Agent", "a".repeat(9000)));
        assertThat(logged().field(14)).hasSize(8192 + 2);
    }

    @Test
    void whatTheCarrierNotesOfTheAnswerIsNotTheTargets() {
        shop.attributes(LOGGING);
        shop.listen(80, AlbFixtures.answer("sold out"));
        FakeExchange exchange = FakeExchange.get("/");
        serve(exchange, () -> exchange.trail().note(TrailSteps.UPSTREAM_STATUS, "200"));
        LogFields line = logged();
        assertThat(line.field(9)).isEqualTo("200");
        assertThat(line.field(10)).isEqualTo("-");
        assertThat(line.fields().subList(5, 8)).containsExactly("-1", "-1", "-1");
    }

    @Test
    void anAnswerThatIsCancelledAtItsHeadKeepsItsStatus() {
        shop.attributes(LOGGING);
        shop.listen(80, AlbFixtures.answer("sold out"));
        FakeExchange exchange = FakeExchange.get("/");
        serve(exchange, exchange::leave);
        assertThat(logged().field(9)).isEqualTo("200");
    }

    /** Sends {@code exchange}, whose carrier does {@code first} with the head of the answer. */
    private void serve(FakeExchange exchange, Runnable first) {
        Exchange carrier = (Exchange) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Exchange.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("head")) {
                        first.run();
                    }
                    return method.invoke(exchange, arguments);
                });
        ((Lookup.Found) shop.fleet.find(AlbFixtures.LB, "http", 80)).service().handle(carrier);
    }
}
