package io.underpass.emulator.description;

import static io.underpass.emulator.description.Action.fixed;
import static io.underpass.emulator.description.Action.forwardTo;
import static io.underpass.emulator.description.Authentication.cognito;
import static io.underpass.emulator.description.Authentication.jwt;
import static io.underpass.emulator.description.Authentication.oidc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.underpass.alb.model.SslPolicy;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may call, how often, and what failures look like, as descriptions say it. */
class DescribedPartsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:judge";
    private static final String POOL = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Ab3";
    private static final String KEY = "0123456789-0123456789";

    private static HttpServer server;
    private static Underpass underpass;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (path.endsWith("/invocations") ? policy(event) : "target").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .services(ServiceEndpoints.of(List.of("http://" + place()), ""))
                .trust(TrustSettings.defaults("000000000000")
                        .withIdentityProviders(List.of("idp.example.com=http://" + place()), List.of()))
                .start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        server.stop(0);
    }

    @Test
    void aLoadBalancerMayAskWhoSomebodyIs() throws Exception {
        Applied applied = apply(Description.of("guarded")
                .loadBalancer(
                        "guarded",
                        lb -> lb.listener(
                                443,
                                l -> l.https()
                                        .security(tls -> tls.policy("ELBSecurityPolicy-TLS13-1-2-2021-06"))
                                        .rule(
                                                "/people/*",
                                                r -> r.forwardTo(place())
                                                        .behind(oidc("https://idp.example.com")
                                                                .endpoints(
                                                                        "https://idp.example.com/authorize",
                                                                        "https://idp.example.com/token",
                                                                        "https://idp.example.com/userinfo")
                                                                .client("client-1", "secret")
                                                                .session(Authentication.Session.DEFAULT.scope(
                                                                        "openid email"))))
                                        .rule(
                                                "/pool/*",
                                                r -> r.forwardTo(place()).behind(cognito(POOL, "client-2", "shop")))
                                        .otherwise(forwardTo(place())
                                                .behind(jwt("https://idp.example.com", "https://idp.example.com/jwks")
                                                        .claim("scope", "space-separated-values", "orders.read")))))
                .api("guarded", "test", api -> api.route("ANY /{proxy+}", r -> r.to("guarded"))));

        HttpResponse<String> people = get(applied.invokeUrl("guarded") + "/people/1");
        assertThat(people.statusCode()).as(people.body()).isEqualTo(302);
        assertThat(people.headers().firstValue("location").orElse(""))
                .startsWith("http://" + place() + "/authorize?client_id=client-1&")
                .contains("openid+email");
        assertThat(get(applied.invokeUrl("guarded") + "/pool/1")
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .contains("client_id=client-2");
        assertThat(get(applied.invokeUrl("guarded") + "/tokens").statusCode()).isEqualTo(401);
        assertThat(underpass.export()).contains("ELBSecurityPolicy-TLS13-1-2-2021-06");
    }

    @Test
    void aListenerMayComeToSpeakTlsAndLeaveIt() throws Exception {
        assertThat(listener(l -> l).path("protocol").asText()).isEqualTo("HTTP");
        assertThat(listener(l -> l.https()).at("/tls/sslPolicy").asText()).isEqualTo(SslPolicy.DEFAULT);
        assertThat(listener(l -> l.https().security(tls -> tls.policy("ELBSecurityPolicy-TLS13-1-3-2021-06")))
                        .at("/tls/sslPolicy")
                        .asText())
                .isEqualTo("ELBSecurityPolicy-TLS13-1-3-2021-06");
        assertThat(listener(l -> l.https()).at("/tls/sslPolicy").asText()).isEqualTo(SslPolicy.DEFAULT);
        assertThat(listener(l -> l).path("protocol").asText()).isEqualTo("HTTP");
    }

    /** As it is after a description of a load balancer that has it alone. */
    private static JsonNode listener(UnaryOperator<Listener> speaks) throws IOException {
        Applied applied = apply(Description.of("turning")
                .loadBalancer(
                        "turning", lb -> lb.listener(443, l -> speaks.apply(l).otherwise(fixed(200)))));
        String arn = applied.loadBalancerArn("turning");
        for (JsonNode listener : new ObjectMapper().readTree(underpass.export()).at("/elbv2/listeners")) {
            if (listener.path("loadBalancerArn").asText().equals(arn)) {
                return listener;
            }
        }
        throw new AssertionError("no listener");
    }

    @Test
    void targetsMayLeaveTheirPortToTheirGroup() throws Exception {
        int port = server.getAddress().getPort();
        Applied applied = apply(Description.of("ports")
                .loadBalancer(
                        "ports",
                        lb -> lb.tag("team", "blue")
                                .targetGroup(
                                        "plain", g -> g.targets("127.0.0.1").port(port))
                                .listener(
                                        80,
                                        l -> l.rule(r -> r.header("x-beta", "~^(yes|on)$")
                                                        .fixed(418))
                                                .otherwise(Action.forwardToGroup("plain"))))
                .api("ports", "test", api -> api.route("GET /", r -> r.to("ports"))));

        assertThat(get(applied.invokeUrl("ports") + "/").body()).isEqualTo("target");
        assertThat(get(applied.invokeUrl("ports") + "/", "x-beta", "on").statusCode())
                .isEqualTo(418);
        String arn = applied.targetGroupArn("ports", "plain");
        JsonNode balancers = new ObjectMapper().readTree(underpass.export()).at("/elbv2/loadBalancers");
        assertThat(balancers
                        .path(applied.loadBalancerArn("ports"))
                        .at("/tags/team")
                        .asText())
                .isEqualTo("blue");

        Applied moved = apply(Description.of("ports")
                .loadBalancer(
                        "ports",
                        lb -> lb.targetGroup(
                                        "plain",
                                        g -> g.targets("127.0.0.1:" + port).port(1))
                                .listener(80, l -> l.otherwise(Action.forwardToGroup("plain"))))
                .api("ports", "test", api -> api.route("GET /", r -> r.to("ports"))));
        assertThat(moved.targetGroupArn("ports", "plain"))
                .as("AWS cannot change a group's port")
                .isNotEqualTo(arn);
        assertThat(get(moved.invokeUrl("ports") + "/").body()).isEqualTo("target");
    }

    @Test
    void anApiMaySayWhoCallsItHowOftenAndHowItFails() throws Exception {
        underpass.clock().freeze(); // No day, of which it may be called once, begins meanwhile.
        Applied applied = apply(metered("one"));
        String url = applied.invokeUrl("metered").toString();

        assertThat(get(url + "/judged", "authorization", "good").body()).isEqualTo("target");
        assertThat(get(url + "/judged", "authorization", "bad").statusCode()).isEqualTo(403);
        assertThat(get(url + "/judged").statusCode()).as("its own answer").isEqualTo(499);
        assertThat(get(url + "/keyed").statusCode()).isEqualTo(403);
        assertThat(get(url + "/keyed", "x-api-key", KEY).statusCode()).isEqualTo(204);
        assertThat(get(url + "/keyed", "x-api-key", KEY).statusCode())
                .as("quota")
                .isEqualTo(429);
        assertThat(post(url + "/checked?page=1", "{\"id\": 1}")).isEqualTo(204);
        assertThat(post(url + "/checked?page=1", "{\"id\": \"one\"}")).isEqualTo(400);
        assertThat(post(url + "/checked", "{\"id\": 1}")).isEqualTo(400);
        HttpResponse<String> unknown = get(url + "/unknown");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("x-why")).contains("unknown");
        assertThat(unknown.body()).isEqualTo("{\"sorry\": \"Missing Authentication Token\"}");

        String before = underpass.export();
        assertThat(apply(metered("one")).changes()).isEmpty();
        assertThat(underpass.export()).isEqualTo(before);
        assertThat(get(url + "/keyed", "x-api-key", KEY).statusCode())
                .as("what was used stays used")
                .isEqualTo(429);

        apply(metered("another"));
        assertThat(get(url + "/keyed", "x-api-key", KEY).statusCode()).isEqualTo(403);
        assertThat(get(url + "/keyed", "x-api-key", KEY + "another").statusCode())
                .isEqualTo(204);

        apply(Description.of("metered"));
        assertThat(underpass.export()).doesNotContain(KEY).doesNotContain("metered");
        underpass.clock().resume();
    }

    private static Description metered(String which) {
        String key = which.equals("one") ? KEY : KEY + which;
        return Description.of("metered")
                .api(
                        "metered",
                        "test",
                        api -> api.authorizers(
                                        Authorizer.token("judge", FUNCTION).keptFor(Duration.ofMinutes(1)))
                                .route(
                                        "GET /judged",
                                        r -> r.url("http://" + place()).authorizer("judge"))
                                .route(
                                        "GET /keyed",
                                        r -> r.answer(204, "text/plain", "").withApiKey())
                                .model("Thing", "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}")
                                .route(
                                        "POST /checked",
                                        r -> r.answer(204, "text/plain", "")
                                                .body("Thing")
                                                .needs("querystring.page"))
                                .plan(
                                        "basic",
                                        plan -> plan.key(which, key)
                                                .throttle(100, 100)
                                                .quota(1, "DAY"))
                                .gatewayResponse("UNAUTHORIZED", answer -> answer.status(499))
                                .gatewayResponse(
                                        "MISSING_AUTHENTICATION_TOKEN",
                                        answer -> answer.status(404)
                                                .header("x-why", "'unknown'")
                                                .body("{\"sorry\": $context.error.messageString}"))
                                .settings(all -> all.throttle(50, 20).countingMethods()));
    }

    @Test
    void keysMayChangeTheirValuesWithEachOther() throws Exception {
        String other = KEY + "-other";
        apply(swapped("swapped-one", KEY, "swapped-other", other));
        apply(swapped("swapped-one", other, "swapped-other", KEY));
        assertThat(keys()).containsEntry("swapped-one", other).containsEntry("swapped-other", KEY);
        apply(swapped("swapped-third", other, "swapped-other", KEY));
        assertThat(keys()).containsEntry("swapped-third", other).doesNotContainKey("swapped-one");
        apply(Description.of("swapped"));
    }

    private static Map<String, String> keys() throws IOException {
        Map<String, String> keys = new HashMap<>();
        for (JsonNode key : new ObjectMapper().readTree(underpass.export()).at("/apigateway/apiKeys")) {
            keys.put(key.path("name").asText(), key.path("value").asText());
        }
        return keys;
    }

    @Test
    void keysAndPlansHaveToBeToldApart() {
        assertThatThrownBy(() -> apply(swapped("same", KEY, "same", KEY + "-other")))
                .hasMessageContaining("apis.swapped.plans.iron.keys.same: the key 'same' has two values")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> apply(swapped("one", KEY, "other", KEY)))
                .hasMessageContaining("the keys 'one' and 'other' have the same value");
        assertThatThrownBy(() -> apply(Description.of("named alike")
                        .api(
                                "a",
                                "test",
                                api -> api.route("GET /", r -> r.answer(204, "text/plain", ""))
                                        .plan("b-c", plan -> plan))
                        .api(
                                "a-b",
                                "test",
                                api -> api.route("GET /", r -> r.answer(204, "text/plain", ""))
                                        .plan("c", plan -> plan))))
                .hasMessageContaining("apis.a-b.plans.c: would be called 'a-b-c' as apis.a.plans.b-c is");
    }

    private static Description swapped(String one, String oneValue, String other, String otherValue) {
        return Description.of("swapped")
                .api(
                        "swapped",
                        "test",
                        api -> api.route("GET /", r -> r.answer(204, "text/plain", ""))
                                .plan("gold", plan -> plan.key(one, oneValue))
                                .plan("iron", plan -> plan.key(other, otherValue)));
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> apply(Description.of("wrong")
                        .loadBalancer(
                                "wrong",
                                lb -> lb.listener(
                                        443,
                                        l -> l.https().otherwise(fixed(200).behind(oidc("https://idp.example.com")))))
                        .api(
                                "wrong",
                                "test",
                                api -> api.route(
                                        "GET /",
                                        r -> r.answer(204, "text/plain", "").authorizer("nobody")))))
                .hasMessageContaining("tokenEndpoint is missing")
                .hasMessageContaining("the API has no authorizer 'nobody'");
        assertThatThrownBy(() -> apply(Description.of("wrong")
                        .api(
                                "wrong",
                                "test",
                                api -> api.route("GET /", r -> r.answer(204, "text/plain", ""))
                                        .plan("basic", plan -> plan.key("short", "short")))))
                .hasMessageContaining("apis.wrong.plans.basic");
    }

    private static String policy(String event) {
        String effect = event.contains("good") ? "Allow" : "Deny";
        return "{\"principalId\":\"p\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"*\"}]}}";
    }

    private static Applied apply(Description description) {
        Applied applied = underpass.apply(description);
        assertThat(underpass.awaitReady(applied, Duration.ofMinutes(1))).isTrue();
        return applied;
    }

    private static String place() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static int post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
