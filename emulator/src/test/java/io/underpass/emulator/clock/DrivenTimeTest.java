package io.underpass.emulator.clock;

import static io.underpass.emulator.description.Action.fixed;
import static io.underpass.emulator.description.Action.forwardTo;
import static io.underpass.emulator.description.Authentication.jwt;
import static io.underpass.emulator.description.Authentication.oidc;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.description.Action;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.Authentication.Session;
import io.underpass.emulator.description.Authorizer;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.Route;
import io.underpass.emulator.faults.Fault;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes by the emulator's clock: everything that the page about it lists and no other test of it shows. */
class DrivenTimeTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:judge";
    private static final String KEY = "0123456789-0123456789";
    private static final String CLAIMS =
            "{\"iss\":\"https://idp.example.com\",\"aud\":\"c\",\"sub\":\"jane\",\"exp\":4102444800}";
    private static final Duration PROVISIONING = Duration.ofSeconds(30);
    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

    private static HttpServer one;
    private static HttpServer other;
    private static Underpass underpass;

    @BeforeAll
    static void start() throws IOException {
        one = server("one");
        other = server("other");
        underpass = Underpass.builder()
                .provisioningTime(PROVISIONING)
                .linkIdleTime(Duration.ofHours(1))
                .services(ServiceEndpoints.of(List.of("http://" + at(one)), ""))
                .trust(TrustSettings.defaults("000000000000")
                        .withIdentityProviders(List.of("idp.example.com=http://" + at(one)), List.of()))
                .start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        one.stop(0);
        other.stop(0);
    }

    @BeforeEach
    void beginAnew() {
        underpass.reset();
        underpass.clock().freeze();
        ASKED.clear();
    }

    @Test
    void linksAndLoadBalancersAreMadeAndSleep() throws Exception {
        Applied applied = underpass.apply(Description.of()
                .loadBalancer("lb", lb -> lb.listener(80, l -> l.otherwise(fixed(204))))
                .api("api", "test", api -> api.route("GET /", r -> r.to("lb"))));
        String url = applied.invokeUrl("api") + "/";
        assertThat(get(url).statusCode()).isGreaterThanOrEqualTo(500);

        pass(PROVISIONING);
        assertThat(get(url).statusCode()).isEqualTo(204);
        pass(Duration.ofMinutes(59));
        assertThat(get(url).statusCode()).isEqualTo(204);

        pass(Duration.ofMinutes(61));
        assertThat(get(url).statusCode()).as("the link sleeps").isGreaterThanOrEqualTo(500);
        pass(PROVISIONING);
        assertThat(get(url).statusCode()).as("and has woken").isEqualTo(204);
    }

    @Test
    void throttlesFillUpAndQuotasBeginAnew() throws Exception {
        String url = apply(Description.of()
                        .api(
                                "throttled",
                                "test",
                                api -> api.route("GET /", DrivenTimeTest::keyed)
                                        .plan("a", plan -> plan.key("k", KEY).throttle(1, 1)))
                        .api(
                                "limited",
                                "test",
                                api -> api.route("GET /", DrivenTimeTest::keyed)
                                        .plan("b", plan -> plan.key("k", KEY).quota(1, "DAY"))))
                .invokeUrl("throttled")
                .toString();
        assertThat(keyed(url)).isEqualTo(204);
        assertThat(keyed(url)).isEqualTo(429);
        pass(Duration.ofSeconds(1));
        assertThat(keyed(url)).isEqualTo(204);

        String limited = underpass.invokeUrl(id("limited"), "test").toString();
        assertThat(keyed(limited)).isEqualTo(204);
        assertThat(keyed(limited)).isEqualTo(429);
        pass(Duration.ofDays(1));
        assertThat(keyed(limited)).isEqualTo(204);
    }

    @Test
    void whatIsKeptForAWhileIsAskedForAgain() throws Exception {
        String url = apply(Description.of()
                        .api(
                                "kept",
                                "test",
                                api -> api.authorizers(Authorizer.token("judge", FUNCTION)
                                                .keptFor(Duration.ofSeconds(60)))
                                        .route("GET /cached", r -> r.url("http://" + at(one) + "/cached"))
                                        .route(
                                                "POST /judged",
                                                r -> r.answer(204, "text/plain", "")
                                                        .authorizer("judge"))
                                        .settings(all -> all.cache(Duration.ofSeconds(60)))))
                .invokeUrl("kept")
                .toString();
        for (int i = 0; i < 2; i++) {
            assertThat(get(url + "/cached").statusCode()).isEqualTo(200);
            assertThat(send(request(url + "/judged")
                                    .method("POST", HttpRequest.BodyPublishers.noBody())
                                    .header("authorization", "good"))
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(asked("/cached")).isEqualTo(1);
        assertThat(asked("/invocations")).isEqualTo(1);

        pass(Duration.ofSeconds(61));
        get(url + "/cached");
        send(request(url + "/judged")
                .method("POST", HttpRequest.BodyPublishers.noBody())
                .header("authorization", "good"));
        assertThat(asked("/cached")).isEqualTo(2);
        assertThat(asked("/invocations")).isEqualTo(2);
    }

    @Test
    void clientsStayWithTheirTargetForAsLongAsItsGroupSays() throws Exception {
        String url = apply(Description.of()
                        .loadBalancer(
                                "sticky",
                                lb -> lb.targetGroup(
                                                "both",
                                                g -> g.targets(at(one), at(other))
                                                        .sticky(Duration.ofSeconds(60)))
                                        .listener(80, l -> l.otherwise(Action.forwardToGroup("both"))))
                        .api("sticky", "test", api -> api.route("GET /", r -> r.to("sticky"))))
                .invokeUrl("sticky")
                .toString();
        HttpResponse<String> first = get(url + "/");
        String cookies = cookies(first);
        assertThat(IntStream.range(0, 6).mapToObj(i -> body(url + "/", cookies)))
                .containsOnly(first.body());

        pass(Duration.ofSeconds(61));

        assertThat(IntStream.range(0, 6).mapToObj(i -> body(url + "/", cookies)))
                .contains("one", "other");
    }

    @Test
    void aTargetThatComesBackStartsSlowly() throws Exception {
        String url = apply(Description.of()
                        .loadBalancer(
                                "slow",
                                lb -> lb.listener(
                                        80,
                                        l -> l.otherwise(Action.forward(g -> g.targets(at(one), at(other))
                                                .attribute("slow_start.duration_seconds", "100")))))
                        .api("slow", "test", api -> api.route("GET /", r -> r.to("slow"))))
                .invokeUrl("slow")
                .toString();
        underpass.faults().add(Fault.onTarget(at(other)).reset());
        pass(Duration.ofSeconds(10));
        assertThat(answers(url, 6)).doesNotContainKey("other");
        underpass.faults().clear();
        pass(Duration.ofSeconds(10));

        assertThat(answers(url, 40).getOrDefault("other", 0L))
                .as("at its start")
                .isLessThan(12);
        pass(Duration.ofSeconds(200));
        assertThat(answers(url, 40).getOrDefault("other", 0L)).as("at its end").isBetween(16L, 24L);
    }

    @Test
    void keysOfTokensAreFetchedAgainAndSignedInPeopleAreForgotten() throws Exception {
        String url = apply(Description.of()
                        .loadBalancer(
                                "guarded",
                                lb -> lb.listener(
                                        443,
                                        l -> l.https()
                                                .rule(
                                                        "/tokens",
                                                        r -> r.fixed(204)
                                                                .behind(jwt(
                                                                        "https://idp.example.com",
                                                                        "https://idp.example.com/jwks")))
                                                .otherwise(forwardTo(at(one))
                                                        .behind(oidc("https://idp.example.com")
                                                                .endpoints(
                                                                        "https://idp.example.com/authorize",
                                                                        "https://idp.example.com/token",
                                                                        "https://idp.example.com/userinfo")
                                                                .client("c", "s")
                                                                .session(Session.DEFAULT.timeout(
                                                                        Duration.ofSeconds(60)))))))
                        .api("guarded", "test", api -> api.route("ANY /{proxy+}", r -> r.to("guarded"))))
                .invokeUrl("guarded")
                .toString();
        String token = "Bearer " + encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}") + '.' + encoded("{}") + ".c2ln";
        assertThat(get(url + "/tokens", "authorization", token).statusCode()).isEqualTo(401);
        get(url + "/tokens", "authorization", token);
        assertThat(asked("/jwks")).isEqualTo(1);
        pass(Duration.ofMinutes(6));
        get(url + "/tokens", "authorization", token);
        assertThat(asked("/jwks")).isEqualTo(2);

        HttpResponse<String> stranger = get(url + "/private");
        assertThat(stranger.statusCode()).isEqualTo(302);
        String login = stranger.headers().firstValue("location").orElse("");
        HttpResponse<String> back = get(
                url + "/oauth2/idpresponse?code=c&" + login.substring(login.indexOf("state=")),
                "cookie",
                cookies(stranger));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        String session = cookies(back);
        assertThat(get(url + "/private", "cookie", session).statusCode()).isEqualTo(200);
        pass(Duration.ofSeconds(61));
        assertThat(get(url + "/private", "cookie", session).statusCode()).isEqualTo(302);
    }

    private static Route keyed(Route route) {
        return route.answer(204, "text/plain", "").withApiKey();
    }

    private static int keyed(String url) throws Exception {
        return get(url + "/", "x-api-key", KEY).statusCode();
    }

    private static String id(String api) throws IOException {
        for (JsonNode each : new ObjectMapper().readTree(underpass.export()).at("/apigateway/apis")) {
            if (each.at("/api/name").asText().equals(api)) {
                return each.at("/api/id").asText();
            }
        }
        throw new AssertionError("there is no API " + api);
    }

    private static Applied apply(Description description) {
        Applied applied = underpass.apply(description);
        pass(PROVISIONING.plusSeconds(1));
        return applied;
    }

    private static void pass(Duration time) {
        underpass.clock().advance(time);
    }

    private static Map<String, Long> answers(String url, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> body(url + "/", ""))
                .collect(Collectors.groupingBy(body -> body, Collectors.counting()));
    }

    private static String body(String url, String cookies) {
        try {
            return (cookies.isEmpty() ? get(url) : get(url, "cookie", cookies)).body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cookies(HttpResponse<String> response) {
        return response.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static int asked(String path) {
        return ASKED.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(path))
                .mapToInt(entry -> entry.getValue().get())
                .sum();
    }

    private static HttpServer server(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            ASKED.computeIfAbsent(path, unused -> new AtomicInteger()).incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer(path, name).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", path.length() > 1 ? "application/json" : "text/plain");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String answer(String path, String name) {
        if (path.endsWith("/invocations")) {
            return "{\"principalId\":\"p\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                    + "\"execute-api:Invoke\",\"Effect\":\"Allow\",\"Resource\":\"*\"}]}}";
        }
        return switch (path) {
            case "/jwks" -> "{\"keys\":[]}";
            case "/token" -> "{\"access_token\":\"a\",\"id_token\":\"e30." + encoded(CLAIMS) + ".x\"}";
            case "/userinfo" -> "{\"sub\":\"jane\"}";
            default -> name;
        };
    }

    private static String at(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        return send(headers.length == 0 ? request(url) : request(url).headers(headers));
    }
}
