package io.underpass.emulator.description;

import static io.underpass.emulator.description.Action.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.Settings;
import io.underpass.emulator.Underpass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptions, applied to one emulator by different names. */
class DescribedTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HttpServer orders;
    private static HttpServer payments;
    private static Underpass underpass;

    @BeforeAll
    static void start() throws IOException {
        orders = server("orders");
        payments = server("payments");
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        orders.stop(0);
        payments.stop(0);
    }

    @Test
    void whatIsDescribedServesOnceStarted() throws Exception {
        try (Underpass described = Underpass.builder()
                .describe(all -> all.loadBalancer("orders", at(orders))
                        .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", r -> r.to("orders"))))
                .start()) {
            String api = described
                    .apply(Description.of()
                            .loadBalancer("orders", at(orders))
                            .api("shop", "test", routes -> routes.route("ANY /orders/{proxy+}", r -> r.to("orders"))))
                    .apiId("shop");

            assertThat(get(described.invokeUrl(api, "test") + "/orders/42").body())
                    .isEqualTo("orders /orders/42");

            String start = described.export();
            described.apply(Description.of("later").loadBalancer("later", at(payments)));
            described.reset();
            assertThat(described.export()).isEqualTo(start);
            assertThat(get(described.invokeUrl(api, "test") + "/orders/42").body())
                    .isEqualTo("orders /orders/42");
        }
    }

    @Test
    void rulesDecideWhereARequestGoes() throws Exception {
        Applied applied = apply(Description.of("rules")
                .loadBalancer(
                        "rules",
                        lb -> lb.targetGroup("pay", g -> g.targets(at(payments)))
                                .listener(
                                        80,
                                        l -> l.rule("/orders/*", r -> r.forwardTo(at(orders)))
                                                .rule(
                                                        "/pay/*",
                                                        r -> r.method("GET").forwardToGroup("pay"))
                                                .rule(
                                                        "/old",
                                                        r -> r.redirect(to ->
                                                                to.permanent().path("/new")))
                                                .rule(r -> r.header("x-plan", "gold", "silver")
                                                        .fixed(200, "text/plain", "precious"))
                                                .rule(r -> r.query("version", "2")
                                                        .path("/q")
                                                        .fixed(202))
                                                .rule(r -> r.path("~^/[0-9]+$").fixed(203))
                                                .otherwise(fixed(404))))
                .link("mine")
                .api(
                        "rules",
                        "v1",
                        api -> api.route("ANY /{proxy+}", r -> r.through("mine").to("rules"))));

        assertThat(get(applied.invokeUrl("rules") + "/orders/1").body()).isEqualTo("orders /orders/1");
        assertThat(get(applied.invokeUrl("rules") + "/pay/1").body()).isEqualTo("payments /pay/1");
        assertThat(get(applied.invokeUrl("rules") + "/old").statusCode()).isEqualTo(301);
        assertThat(get(applied.invokeUrl("rules") + "/any", "x-plan", "silver").body())
                .isEqualTo("precious");
        assertThat(get(applied.invokeUrl("rules") + "/q?version=2").statusCode())
                .isEqualTo(202);
        assertThat(get(applied.invokeUrl("rules") + "/42").statusCode()).isEqualTo(203);
        assertThat(get(applied.invokeUrl("rules") + "/other").statusCode()).isEqualTo(404);
        assertThat(applied.targetGroupArn("rules", "pay")).contains(":targetgroup/rules-pay/");
        assertThat(applied.targetGroupArn("rules", at(orders))).contains(":targetgroup/rules-127-0-0-1-");
        assertThat(applied.linkId("mine")).hasSize(6);
    }

    @Test
    void routesMayAskForAnotherPathAddHeadersOrAnswer() throws Exception {
        Applied applied = apply(Description.of("routes")
                .loadBalancer("routes", lb -> lb.listener(8080, l -> l.forwardTo(at(orders))))
                .api(
                        "routes",
                        "test",
                        api -> api.route(
                                        "GET /shops/{shop}/orders/{id}",
                                        r -> r.to("routes").path("/{shop}/{id}"))
                                .route("GET /direct", r -> r.url("http://" + at(payments) + "/elsewhere"))
                                .route("GET /", r -> r.answer(201, "text/plain", "at #home, $here"))
                                .route("GET /odd", r -> r.answer(200, "text/plain", "]]#set($x = 1)$x]]]#]]#]"))
                                .route("GET /tenant", r -> r.to("routes").header("x-echo", "'it'"))));

        assertThat(get(applied.invokeUrl("routes") + "/shops/a/orders/7").body())
                .isEqualTo("orders /a/7");
        assertThat(get(applied.invokeUrl("routes") + "/direct").body()).isEqualTo("payments /elsewhere");
        HttpResponse<String> home = get(applied.invokeUrl("routes") + "/");
        assertThat(home.statusCode()).isEqualTo(201);
        assertThat(home.headers().firstValue("content-type")).contains("text/plain");
        assertThat(home.body()).isEqualTo("at #home, $here");
        assertThat(get(applied.invokeUrl("routes") + "/odd").body()).isEqualTo("]]#set($x = 1)$x]]]#]]#]");
        assertThat(get(applied.invokeUrl("routes") + "/tenant").body()).isEqualTo("orders /tenant it");
    }

    @Test
    void networkLoadBalancersPassOn() throws Exception {
        Applied applied = apply(Description.of("network")
                .loadBalancer("network", lb -> lb.network().listener(9000, l -> l.forwardTo(at(orders))))
                .api("network", "test", api -> api.route("ANY /{proxy+}", r -> r.to("network"))));

        assertThat(get(applied.invokeUrl("network") + "/x").body()).isEqualTo("orders /x");
        assertThat(underpass.apply(applied.description()).changes()).isEmpty();
    }

    @Test
    void weightsAndStickinessAreAsDescribed() throws Exception {
        Applied applied = apply(Description.of("shares")
                .loadBalancer(
                        "shares",
                        lb -> lb.targetGroup("a", g -> g.targets(at(orders)))
                                .targetGroup("b", g -> g.targets(at(payments)).sticky(Duration.ofHours(1)))
                                .listener(
                                        80,
                                        l -> l.otherwise(Action.forwardToGroup("a", 0)
                                                .andToGroup("b", 5)
                                                .sticky(Duration.ofMinutes(5)))))
                .api("shares", "test", api -> api.route("ANY /{proxy+}", r -> r.to("shares"))));

        HttpResponse<String> answer = get(applied.invokeUrl("shares") + "/x");
        assertThat(answer.body()).isEqualTo("payments /x");
        assertThat(answer.headers().allValues("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith("AWSALB="))
                .anyMatch(cookie -> cookie.startsWith("AWSALBTG="));
        assertThat(underpass.apply(applied.description()).changes()).isEmpty();
    }

    @Test
    void listenersForHttpsHaveCertificatesIssued() throws Exception {
        Description description = Description.of("secure")
                .loadBalancer(
                        "secure",
                        lb -> lb.listener(443, l -> l.https().forwardTo(at(orders)))
                                .listener(
                                        8443,
                                        l -> l.https("*.example.com", "more.test")
                                                .forwardTo(at(payments))))
                .api(
                        "secure",
                        "test",
                        api -> api.route("ANY /{proxy+}", r -> r.to("secure", 443))
                                .route("ANY /pay", r -> r.to("secure", 8443)));
        Applied applied = apply(description);

        assertThat(get(applied.invokeUrl("secure") + "/x").body()).isEqualTo("orders /x");
        assertThat(get(applied.invokeUrl("secure") + "/pay").body()).isEqualTo("payments /pay");
        assertThat(apply(description).changes()).isEmpty();
        assertThat(apply(Description.of("secure")).changes()).hasSize(3);
    }

    @Test
    void whatWasDescribedIsKnownAfterARestart(@TempDir Path kept) throws Exception {
        Settings settings = Settings.draft()
                .port(0)
                .provisioning(Duration.ZERO)
                .state(Optional.of(kept))
                .settings();
        String api;
        try (Underpass first = Underpass.start(settings)) {
            api = first.apply(shop("kept")).apiId("kept");
        }
        try (Underpass second = Underpass.start(settings)) {
            Applied again = second.apply(shop("kept"));

            assertThat(again.changes()).isEmpty();
            assertThat(again.apiId("kept")).isEqualTo(api);
            assertThat(get(again.invokeUrl("kept") + "/orders/1").body()).isEqualTo("orders /orders/1");
        }
    }

    @Test
    void theSameAgainChangesNothing() {
        Applied first = apply(shop("again"));
        Applied second = apply(shop("again"));

        assertThat(first.changes())
                .containsExactly("API again made", "VPC link private made", "load balancer again made");
        assertThat(second.changes()).isEmpty();
        assertThat(second.apiId("again")).isEqualTo(first.apiId("again"));
        assertThat(second.linkId("private")).isEqualTo(first.linkId("private"));
    }

    @Test
    void aChangedDescriptionChangesWhatItNames() throws Exception {
        Applied first = apply(shop("change"));
        Applied second = apply(Description.of("change")
                .loadBalancer(
                        "change",
                        lb -> lb.attribute("idle_timeout.timeout_seconds", "30")
                                .listener(80, l -> l.forwardTo(at(payments))))
                .loadBalancer("more", lb -> lb.listener(80, l -> l.otherwise(fixed(204))))
                .api(
                        "change",
                        "test",
                        api -> api.route("ANY /orders/{proxy+}", r -> r.to("change"))
                                .route("ANY /more", r -> r.to("more"))));

        assertThat(second.changes())
                .containsExactly("API change changed", "load balancer change changed", "load balancer more made");
        assertThat(second.apiId("change")).isEqualTo(first.apiId("change"));
        assertThat(get(second.invokeUrl("change") + "/orders/1").body()).isEqualTo("payments /orders/1");
        assertThat(get(second.invokeUrl("change") + "/more").statusCode()).isEqualTo(204);

        Applied third = apply(shop("change"));
        assertThat(third.changes())
                .containsExactly("API change changed", "load balancer change changed", "load balancer more removed");
        assertThat(get(third.invokeUrl("change") + "/orders/1").body()).isEqualTo("orders /orders/1");
        assertThat(get(third.invokeUrl("change") + "/more").statusCode()).isEqualTo(403);
    }

    @Test
    void whatCannotBeChangedIsMadeAnew() throws Exception {
        apply(Description.of("anew")
                .loadBalancer(
                        "anew",
                        lb -> lb.targetGroup("g", g -> g.targets(at(orders)).version("HTTP2"))
                                .listener(80, l -> l.otherwise(Action.forwardToGroup("g"))))
                .api("anew", "test", api -> api.route("ANY /{proxy+}", r -> r.to("anew"))));
        Applied applied = apply(Description.of("anew")
                .loadBalancer(
                        "anew",
                        lb -> lb.internetFacing()
                                .targetGroup("g", g -> g.targets(at(orders)))
                                .listener(80, l -> l.otherwise(Action.forwardToGroup("g"))))
                .api("anew", "test", api -> api.route("ANY /{proxy+}", r -> r.to("anew"))));

        assertThat(get(applied.invokeUrl("anew") + "/x").body()).isEqualTo("orders /x");
    }

    @Test
    void anEmptyDescriptionRemovesEverything() throws Exception {
        Applied applied = apply(shop("gone"));

        assertThat(underpass.apply(Description.of("gone")).changes())
                .containsExactly("API gone removed", "VPC link private removed", "load balancer gone removed");
        assertThat(get(applied.invokeUrl("gone") + "/orders/1").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsRefusedChangesNothingAndSaysWhere() throws Exception {
        Applied before = apply(shop("refused"));

        assertThatThrownBy(() -> underpass.apply(Description.of("refused")
                        .loadBalancer(
                                "refused",
                                lb -> lb.listener(80, l -> l.forwardTo(at(payments)))
                                        .listener(81, l -> l.rule("/a", r -> r.fixed(999))))
                        .api("refused", "test", api -> api.route("ANY /x", r -> r.to("refused")))))
                .isInstanceOf(DescriptionFailure.class)
                .hasMessageContaining("loadBalancers.refused.listeners.81.rules[0]: ")
                .hasMessageContaining("'999'");
        assertThat(get(before.invokeUrl("refused") + "/orders/1").body()).isEqualTo("orders /orders/1");
        assertThat(apply(shop("refused")).changes()).isEmpty();
    }

    @Test
    void aRefusalAmongTheApisBringsBackTheRest() {
        assertThatThrownBy(() -> underpass.apply(Description.of("late")
                        .loadBalancer("late", lb -> lb.listener(80, l -> l.forwardTo(at(orders))))
                        .api("late", "no stage!", api -> api.route("ANY /x", r -> r.to("late")))))
                .isInstanceOf(DescriptionFailure.class)
                .hasMessageContaining("apis.late: ");
        assertThat(apply(shop("late")).changes())
                .containsExactly("API late made", "VPC link private made", "load balancer late made");
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThatThrownBy(() -> underpass.apply(Description.of("wrong")
                        .loadBalancer(
                                "orders-lb",
                                lb -> lb.listener(80, l -> l.rule("/a", r -> r))
                                        .listener(70000, l -> l.forwardTo("nowhere")))
                        .api(
                                "wrong",
                                "test",
                                api -> api.route("ANY /x", r -> r.to("order-lb"))
                                        .route("/y", r -> r)
                                        .route("ANY /z", r -> r.through("no").to("orders-lb")))))
                .isInstanceOf(DescriptionFailure.class)
                .hasMessageContaining("listeners.80.rules[0]: does nothing")
                .hasMessageContaining("70000 is no port")
                .hasMessageContaining("'nowhere' is no target")
                .hasMessageContaining("there is no load balancer 'order-lb'; did you mean 'orders-lb'?")
                .hasMessageContaining("apis.wrong.routes./y: is no route")
                .hasMessageContaining("there is no link 'no'");
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() {
        apply(shop("mine"));

        assertThatThrownBy(() ->
                        underpass.apply(Description.of("yours").loadBalancer("mine", lb -> lb.listener(80, l -> l))))
                .isInstanceOf(DescriptionFailure.class)
                .hasMessageContaining("'mine' is the description 'mine''s");
    }

    private static Description shop(String name) {
        return Description.of(name)
                .loadBalancer(
                        name,
                        lb -> lb.listener(
                                80,
                                l -> l.rule("/orders/*", r -> r.forwardTo(at(orders)))
                                        .otherwise(fixed(404))))
                .api(name, "test", api -> api.route("ANY /orders/{proxy+}", r -> r.to(name)));
    }

    private static Applied apply(Description description) {
        Applied applied = underpass.apply(description);
        assertThat(underpass.awaitReady(applied, Duration.ofMinutes(1))).isTrue();
        return applied;
    }

    private static HttpServer server(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String echo = exchange.getRequestHeaders().getFirst("x-echo");
            byte[] body = (name + ' ' + exchange.getRequestURI() + (echo == null ? "" : ' ' + echo))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String at(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpResponse<String> get(String uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
