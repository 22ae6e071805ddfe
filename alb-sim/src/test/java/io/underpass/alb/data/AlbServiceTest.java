package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.RuleCondition;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlbServiceTest {

    @Test
    void forwardsMethodTargetAndBodyUnchanged() {
        Shop shop = Shop.forwarding(80, 9001);
        FakeExchange exchange = shop.send(FakeExchange.post("/a%2Fb//c?x=%20y&z", "hello"));
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:9001");
        assertThat(shop.targets.last().request().head().method().name()).isEqualTo("POST");
        assertThat(shop.targets.last().request().head().target()).isEqualTo("/a%2Fb//c?x=%20y&z");
        assertThat(shop.targets.last().body()).isEqualTo("hello");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo("ok");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void writesDownWhatItDecided() {
        Shop shop = Shop.forwarding(80, 9001);
        shop.rule(80, 3, AlbFixtures.forward("orders"), AlbFixtures.path("/orders/*"));
        FakeExchange exchange = shop.send(FakeExchange.get("/orders/1"));
        assertThat(exchange.trail().last("loadBalancer")).isEqualTo(AlbFixtures.LB);
        assertThat(exchange.trail().last("listener")).isEqualTo(AlbFixtures.listenerArn(80));
        assertThat(exchange.trail().last("rule")).isEqualTo(AlbFixtures.ruleArn(80, 3));
        assertThat(exchange.trail().last("nearestRule")).isEmpty();
        assertThat(exchange.trail().last("targetGroup")).isEqualTo(AlbFixtures.groupArn("orders"));
        assertThat(exchange.trail().last("target")).isEqualTo("127.0.0.1:9001");
        assertThat(exchange.trail().last("upstreamStatus")).isEqualTo("200");
        assertThat(exchange.trail().failedStep()).isEmpty();
    }

    @Test
    void writesDownTheNearestRuleOfAMiss() {
        Shop shop = Shop.forwarding(80, 9001);
        shop.rule(80, 3, AlbFixtures.forward("orders"), AlbFixtures.path("/orders/*"));
        FakeExchange exchange = shop.send(FakeExchange.get("/order/1"));
        assertThat(exchange.trail().last("nearestRule"))
                .contains(AlbFixtures.ruleArn(80, 3), "path-pattern [/orders/*] does not match /order/1");
    }

    @Test
    void theNearestRuleIsToldFromWhatTheRequestWas() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.answer("default"));
        shop.rule(80, 3, AlbFixtures.answer("gold"), new RuleCondition.HttpHeader("X-Tier", List.of("gold")));
        FakeExchange exchange = shop.send(FakeExchange.get("/", "x-tier", "silver"));
        exchange.request().headers().clear();
        shop.change(s -> s.without(s.rules().get(AlbFixtures.ruleArn(80, 3))));
        assertThat(exchange.trail().last("nearestRule"))
                .contains(AlbFixtures.ruleArn(80, 3), "http-header X-Tier [gold] does not match silver");
    }

    @Test
    void theNearestRuleKeepsNoListenerThatWasReplaced() {
        Shop shop = new Shop();
        shop.listen(80, AlbFixtures.answer("default"));
        shop.rule(80, 3, AlbFixtures.answer("orders"), AlbFixtures.path("/orders/*"));
        WeakReference<CompiledListener> replaced = new WeakReference<>(shop.listener(80));
        Trail trail = shop.send(FakeExchange.get("/order/1")).trail();
        shop.rule(80, 4, AlbFixtures.answer("users"), AlbFixtures.path("/users/*"));
        await().until(() -> {
            System.gc();
            return replaced.get() == null;
        });
        assertThat(trail.last("nearestRule")).contains(AlbFixtures.ruleArn(80, 3));
    }

    @Test
    void stripsHopByHopFieldsOfAnswersAndKeepsTheServer() {
        Shop shop = Shop.forwarding(80, 1);
        shop.targets.script(
                1,
                ScriptedTargets.answer(
                        201,
                        "Server",
                        "nginx",
                        "Connection",
                        "close, X-Hop",
                        "X-Hop",
                        "1",
                        "Keep-Alive",
                        "5",
                        "X-A",
                        "b"));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.responseHead().headers().names()).containsExactly("Server", "X-A", "Date", "Connection");
        assertThat(exchange.responseField("Server")).isEqualTo("nginx");
        assertThat(exchange.responseField("Connection")).isEqualTo("keep-alive");
        assertThat(exchange.responseField("Date")).isEqualTo("Thu, 01 Jan 2026 01:00:00 GMT");
    }

    @Test
    void keepsTheTargetsDate() {
        Shop shop = Shop.forwarding(80, 1);
        shop.targets.script(1, ScriptedTargets.answer(200, "Date", "yesterday"));
        assertThat(shop.send(FakeExchange.get("/")).responseField("Date")).isEqualTo("yesterday");
    }

    @Test
    void insertsFieldsIntoEveryAnswer() {
        Shop shop = new Shop();
        shop.listen(
                80,
                Map.of(
                        "routing.http.response.strict_transport_security.header_value", "max-age=1",
                        "routing.http.response.x_frame_options.header_value", "DENY"),
                AlbFixtures.forward("orders"));
        shop.group("orders", Map.of(), 1);
        shop.targets.script(1, ScriptedTargets.answer(200, "x-frame-options", "SAMEORIGIN"));
        FakeExchange passed = shop.send(FakeExchange.get("/"));
        assertThat(passed.responseHead().headers().getAll("X-Frame-Options")).containsExactly("DENY");
        assertThat(passed.responseField("Strict-Transport-Security")).isEqualTo("max-age=1");
        FakeExchange own = shop.send(FakeExchange.of("TRACE", "/"));
        assertThat(own.responseField("X-Frame-Options")).isEqualTo("DENY");
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource({
        "CONNECT_REFUSED, 502, 122",
        "RESET, 502, 122",
        "CLOSED, 502, 122",
        "MALFORMED, 502, 122",
        "TOO_LARGE, 502, 122",
        "UNKNOWN_HOST, 502, 122",
        "INTERNAL, 502, 122",
        "CONNECT_TIMEOUT, 504, 132",
        "TIMEOUT, 504, 132"
    })
    void answersInPlaceOfATargetThatFails(Failure.Kind kind, int status, int length) {
        Shop shop = Shop.forwarding(80, 1, 2);
        shop.targets.script(1, ScriptedTargets.failing(kind, "127.0.0.1:1 gave up"));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.text()).hasSize(length);
        assertThat(exchange.responseHead().length()).isEqualTo(length);
        assertThat(exchange.trail().failedStep()).isEqualTo("target");
        assertThat(exchange.trail().failureReason())
                .contains("127.0.0.1:1 gave up", "target group orders has 2 targets, 2 healthy");
        assertThat(shop.targets.received()).as("no retry").hasSize(1);
    }

    @Test
    void s2OwnAnswersHaveTheirFieldsInOrder() {
        Shop shop = Shop.forwarding(80);
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.responseHead().status().reasonPhrase()).isEqualTo("Service Temporarily Unavailable");
        assertThat(exchange.responseHead().headers().names())
                .containsExactly("Server", "Date", "Content-Type", "Connection");
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("text/html");
        assertThat(exchange.text())
                .hasSize(162)
                .contains("<center><h1>503 Service Temporarily Unavailable</h1></center>");
        assertThat(exchange.trail().failureReason()).isEqualTo("target group orders has no registered targets");
    }

    @Test
    void s2TheServerFieldCanBeSwitchedOff() {
        Shop shop = new Shop();
        shop.listen(80, Map.of("routing.http.response.server.enabled", "false"), AlbFixtures.forward("orders"));
        shop.group("orders", Map.of());
        assertThat(shop.send(FakeExchange.get("/")).responseHead().headers().names())
                .doesNotContain("Server");
    }

    @Test
    void s14UnusedTargetsAre503() {
        Shop shop = Shop.forwarding(80);
        shop.change(s -> s.with(AlbFixtures.group(
                "orders", AlbFixtures.CHECK, AlbFixtures.inZone(1, "us-east-1f"), AlbFixtures.draining(2))));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.trail().failureReason())
                .startsWith("target group orders has 2 targets, 0 healthy: 127.0.0.1:1 unused (Target is in an")
                .contains("127.0.0.1:2 draining");
    }

    @Test
    void cutsAnAnswerShortThatTheTargetCutShort() {
        Shop shop = Shop.forwarding(80, 1);
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.producer()).isPresent();
        sinks.get(0).head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 10_000));
        sinks.get(0).data(Unpooled.copiedBuffer("half", StandardCharsets.UTF_8));
        sinks.get(0).flush();
        sinks.get(0).abort(new Failure(Failure.Kind.RESET, "127.0.0.1:1 reset the connection"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo("half");
        assertThat(exchange.flushes()).isEqualTo(1);
        assertThat(exchange.failure().map(Failure::kind)).contains(Failure.Kind.RESET);
        assertThat(exchange.trail().failedStep()).isEqualTo("target");
    }

    @Test
    void aSmallAnswerIsPassedOnWhole() {
        Shop shop = Shop.forwarding(80, 1);
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        sinks.get(0).head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 10));
        sinks.get(0).data(Unpooled.copiedBuffer("half ", StandardCharsets.UTF_8));
        sinks.get(0).flush();
        assertThat(exchange.hasHead()).isFalse();
        sinks.get(0).data(Unpooled.copiedBuffer("again", StandardCharsets.UTF_8));
        sinks.get(0).end();
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo("half again");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void aSmallAnswerThatStopsIsNotPassedOn() {
        Shop shop = Shop.forwarding(80, 1);
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        sinks.get(0).head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 10));
        sinks.get(0).data(Unpooled.copiedBuffer("half", StandardCharsets.UTF_8));
        sinks.get(0).abort(new Failure(Failure.Kind.TIMEOUT, "no byte for a minute"));
        assertThat(exchange.status()).isEqualTo(504);
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
    }

    @Test
    void whatAClientThatLeavesDoesNotGetIsDropped() {
        Shop shop = Shop.forwarding(80, 1);
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        sinks.get(0).head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 10));
        ByteBuf half = Unpooled.copiedBuffer("half", StandardCharsets.UTF_8);
        sinks.get(0).data(half);
        exchange.producer().orElseThrow().cancel();
        assertThat(half.refCnt()).isZero();
    }

    @Test
    void aClientThatLeavesReachesTheTarget() {
        Shop shop = Shop.forwarding(80, 1);
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        exchange.producer().orElseThrow().cancel();
        assertThat(shop.targets.cancelled()).isEqualTo(1);
    }

    @Test
    void waitsForTargetsAsLongAsTheLoadBalancerSays() {
        Shop shop = Shop.forwarding(80, 1);
        shop.attributes(Map.of("idle_timeout.timeout_seconds", "7"));
        shop.send(FakeExchange.get("/"));
        assertThat(shop.targets.timeouts()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(7));
    }

    @Test
    void p1TraceIs405() {
        Shop shop = Shop.forwarding(80, 1);
        FakeExchange exchange = shop.send(FakeExchange.of("TRACE", "/"));
        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.text()).hasSize(122).contains("405 Not Allowed");
        assertThat(shop.targets.received()).isEmpty();
    }

    @Test
    void a1Redirects() {
        Shop shop = new Shop();
        shop.listen(80, redirect("HTTPS", "40443"));
        FakeExchange exchange = shop.send(FakeExchange.get("/p?q=1", "Host", "example.com:80"));
        assertThat(exchange.status()).isEqualTo(301);
        assertThat(exchange.responseField("Location")).isEqualTo("https://example.com:40443/p?q=1");
        assertThat(exchange.responseHead().headers().names())
                .containsExactly("Server", "Date", "Content-Type", "Connection", "Location");
        assertThat(exchange.text()).hasSize(134);
    }

    @Test
    void a6ALocationBeyondEightKibibytesIs507() {
        Shop shop = new Shop();
        shop.listen(80, redirect("HTTPS", "443"));
        int rest = "https://example.com:443/?".length();
        assertThat(shop.send(FakeExchange.get("/?" + "q".repeat(8192 - rest))).status())
                .isEqualTo(301);
        FakeExchange exchange = shop.send(FakeExchange.get("/?" + "q".repeat(8193 - rest)));
        assertThat(exchange.status()).isEqualTo(507);
        assertThat(exchange.text()).hasSize(140);
    }

    @Test
    void answersFixedResponses() {
        Shop shop = new Shop();
        shop.listen(80, fixed("404", Optional.of("application/json"), Optional.of("{\"ü\":1}")));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.text()).isEqualTo("{\"ü\":1}");
        assertThat(exchange.responseHead().length()).isEqualTo(8);
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
        assertThat(exchange.trail().last("rule")).endsWith("/default");
    }

    @Test
    void fixedResponsesMayBeEmpty() {
        Shop shop = new Shop();
        shop.listen(80, fixed("200", Optional.empty(), Optional.empty()));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        assertThat(exchange.responseHead().length()).isZero();
        assertThat(exchange.responseField("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void headGetsNoBodyButItsLength() {
        Shop shop = Shop.forwarding(80);
        FakeExchange exchange = shop.send(FakeExchange.of("HEAD", "/"));
        assertThat(exchange.responseHead().length()).isEqualTo(162);
        assertThat(exchange.text()).isEmpty();
        assertThat(exchange.isEnded()).isTrue();
    }

    private static Action redirect(String protocol, String port) {
        return new Action.Redirect(Optional.empty(), protocol, port, "#{host}", "/#{path}", "#{query}", "HTTP_301");
    }

    private static Action fixed(String status, Optional<String> type, Optional<String> body) {
        return new Action.FixedResponse(Optional.empty(), status, type, body);
    }
}
