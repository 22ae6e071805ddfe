package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.underpass.emulator.demo.Tutorial;
import io.underpass.emulator.demo.TutorialService;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.faults.Elsewhere;
import io.underpass.emulator.faults.Fault;
import io.underpass.emulator.journal.JournalEntry;
import io.underpass.emulator.journal.JournalFilter;
import io.underpass.wire.HostAndPort;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The emulated world under a test's control: its time, what goes wrong in it, and its end. */
class WorldTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static Underpass underpass;
    private static String nothing;
    private static String tutorial;
    private static String api;
    private static Backend one;
    private static Backend other;

    @BeforeAll
    static void buildTheTutorial() throws Exception {
        one = new Backend("one");
        other = new Backend("other");
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
        nothing = underpass.export();
        api = Tutorial.at(
                        underpass.endpoint(),
                        underpass.region(),
                        Duration.ofMinutes(1),
                        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .build(List.of(new TutorialService("orders", List.of(one.address(), other.address()))));
        // A check has more of the machine's time than any pause takes: they are counted here.
        assertThat(elbv2("ModifyTargetGroup&HealthCheckIntervalSeconds=" + INTERVAL.toSeconds()
                        + "&HealthCheckTimeoutSeconds=50&TargetGroupArn=" + groupArn()))
                .contains("<HealthCheckTimeoutSeconds>50<");
        tutorial = underpass.export();
    }

    @AfterAll
    static void stop() {
        underpass.close();
        one.close();
        other.close();
    }

    @BeforeEach
    void beginAnew() {
        one.healthStatus = 200;
        other.healthStatus = 200;
        underpass.reset(tutorial);
        underpass.clock().freeze();
        underpass.clock().advance(Duration.ZERO); // checks that have begun are over
    }

    @Test
    void targetsBecomeUnhealthyAndHealthyAsTimePasses() throws Exception {
        one.healthStatus = 500;
        int checks = one.checks;

        underpass.clock().advance(INTERVAL.multipliedBy(2));

        assertThat(one.checks - checks).isEqualTo(2);
        assertThat(health(one)).isEqualTo("unhealthy");
        assertThat(get("/orders/1").body()).isEqualTo("other");
        assertThat(get("/orders/2").body()).isEqualTo("other");

        one.healthStatus = 200;
        underpass.clock().advance(INTERVAL.multipliedBy(4));
        assertThat(health(one)).isEqualTo("unhealthy");
        underpass.clock().advance(INTERVAL);
        assertThat(health(one)).isEqualTo("healthy");
    }

    @Test
    void whatADeregisteredTargetAnswersEndsWithItsDelay() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(
                request(underpass.invokeUrl(api, "test") + "/orders/hang"), HttpResponse.BodyHandlers.ofString());
        assertThat(Backend.HANGING.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        for (Backend backend : List.of(one, other)) {
            elbv2("DeregisterTargets&TargetGroupArn=" + groupArn() + "&" + member(backend));
        }

        underpass.clock().advance(Duration.ofSeconds(299));
        assertThat(get("/orders/1").statusCode()).isEqualTo(503);
        assertThat(answer).isNotDone();
        assertThat(elbv2("DescribeTargetHealth&TargetGroupArn=" + groupArn())).contains("draining");
        underpass.clock().advance(Duration.ofSeconds(1));

        assertThat(answer.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(502);
        assertThat(elbv2("DescribeTargetHealth&TargetGroupArn=" + groupArn())).doesNotContain("draining");
    }

    @Test
    void timeMayGoBackAndWhatWasMadeStays() throws Exception {
        Instant past = Instant.parse("2001-01-01T00:00:00Z");
        elbv2("DeregisterTargets&TargetGroupArn=" + groupArn() + "&" + member(other));
        assertThat(elbv2("DescribeTargetHealth&TargetGroupArn=" + groupArn())).contains("draining");

        underpass.clock().setTo(past);

        assertThat(underpass.clock().instant()).isEqualTo(past);
        assertThat(get("/orders/1").body()).isEqualTo("one");
        assertThat(elbv2("DescribeLoadBalancers")).contains("<Code>active</Code>");
        assertThat(elbv2("DescribeTargetHealth&TargetGroupArn=" + groupArn())).doesNotContain("draining");
        one.healthStatus = 500;
        underpass.clock().advance(INTERVAL.multipliedBy(2));
        assertThat(health(one)).isEqualTo("unhealthy");
    }

    @Test
    void faultsHitWhereTheyAreAndTheJournalSaysSo() throws Exception {
        String link = underpass
                .faults()
                .add(Fault.onLink("private-services").status(418).times(1));
        assertThat(get("/orders/1").statusCode()).isEqualTo(418);
        String loadBalancer = underpass
                .faults()
                .add(Fault.onLoadBalancer("orders").status(503).times(1));
        assertThat(get("/orders/1").body()).contains("<center><h1>503 Service Temporarily Unavailable");
        String listener =
                underpass.faults().add(Fault.onListener("orders:80").reset().times(1));
        assertThat(get("/orders/1").statusCode()).isGreaterThanOrEqualTo(500);
        String target = underpass
                .faults()
                .add(Fault.onTarget(one.address().toString())
                        .latency(Duration.ofMillis(40))
                        .reset());
        List<Integer> statuses =
                List.of(get("/orders/1").statusCode(), get("/orders/1").statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 502);
        List<JournalEntry> entries = underpass.journal().await(0, 5, Duration.ofMinutes(1));
        assertThat(entries)
                .extracting(entry -> entry.step("fault").orElse("none"))
                .containsSubsequence(
                        "the fault " + link,
                        "the fault " + loadBalancer,
                        "the fault " + listener,
                        "the fault " + target);
        assertThat(entries.get(1).failed().orElseThrow().reason())
                .isEqualTo("answered with 503 by the fault " + loadBalancer);
        underpass.faults().clear();
        assertThat(get("/orders/1").statusCode()).isEqualTo(200);
        assertThat(get("/orders/1").statusCode()).isEqualTo(200);
    }

    @Test
    void aLatencyHoldsRequestsUp() throws Exception {
        underpass.faults().add(Fault.onLoadBalancer(Fault.ANY).latency(Duration.ofMillis(30)));
        underpass.faults().add(Fault.onListener(Fault.ANY).latency(Duration.ofMillis(30)));
        underpass.faults().add(Fault.onLink(Fault.ANY).latency(Duration.ofMillis(30)));
        underpass.faults().add(Fault.onTarget(Fault.ANY).latency(Duration.ofMillis(30)));
        long began = System.nanoTime();

        assertThat(get("/orders/1").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void resetGoesBackToWhatTheEmulatorWasStartedWith() throws Exception {
        try (Underpass described = Underpass.builder()
                .describe(world -> world.api(
                        "kept", "test", kept -> kept.route("GET /", route -> route.answer(204, "text/plain", ""))))
                .start()) {
            String start = described.export();
            Description other = Description.of("other")
                    .api("other", "test", kept -> kept.route("GET /", route -> route.answer(204, "text/plain", "")));
            assertThat(start).contains("kept");

            described.apply(other);
            described.reset();
            assertThat(described.export()).isEqualTo(start);

            described.apply(other);
            HttpRequest reset = HttpRequest.newBuilder(described.endpoint().resolve("/_underpass/reset"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HTTP.send(reset, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(described.export()).isEqualTo(start);
        }
    }

    @Test
    void resetTakesEverythingDown() throws Exception {
        get("/orders/1");
        underpass.faults().add(Fault.onTarget(Fault.ANY).reset());
        underpass.clock().advance(Duration.ofMinutes(2));

        underpass.reset();

        assertThat(underpass.export()).isEqualTo(nothing);
        assertThat(get("/orders/1").statusCode()).isEqualTo(404);
        assertThat(underpass.faults().list()).isEmpty();
        assertThat(underpass.clock().ahead()).isZero();
        assertThat(underpass.clock().isFrozen()).isFalse();
        assertThat(underpass.journal().await(JournalFilter.ALL, Duration.ofMinutes(1)))
                .map(JournalEntry::target)
                .contains("/restapis/" + api + "/test/_user_request_/orders/1");

        underpass.restore(tutorial);
        assertThat(underpass.export()).isEqualTo(tutorial);
        assertThat(get("/orders/1").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsAddedWhileAResetIsUnderWayStays() throws Exception {
        AtomicBoolean adds = new AtomicBoolean(true);
        underpass.faults().alsoAt(() -> {
            if (adds.getAndSet(false)) {
                underpass.faults().addLater(Fault.onTarget("late").reset());
            }
            return CompletableFuture.completedFuture(null);
        });
        try {
            underpass.reset(tutorial);
            assertThat(underpass.faults().list()).hasSize(1);
            adds.set(true);
            underpass.reset();
            assertThat(underpass.faults().list()).hasSize(1);
            adds.set(true);
            admin("POST", "reset", "", 200);
            assertThat(underpass.faults().list()).hasSize(1);
        } finally {
            underpass.faults().alsoAt(Elsewhere.NOWHERE);
        }
    }

    @Test
    void aDocumentWithMistakesChangesNothing() {
        assertThatThrownBy(() -> underpass.restore("{\"underpassState\":1,\"elbv2\":{\"loadBalancers\":7}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.elbv2.loadBalancers");
        assertThatThrownBy(() -> underpass.reset("nonsense")).isInstanceOf(IllegalArgumentException.class);
        assertThat(underpass.export()).isEqualTo(tutorial);
    }

    @Test
    void theAdminApiMovesTheClock() throws Exception {
        Instant soon = underpass.clock().instant().plus(INTERVAL.multipliedBy(12));
        JsonNode set = admin("POST", "clock", "{\"set\":\"" + soon + "\"}", 200);
        assertThat(set.get("now").textValue()).isEqualTo(soon.toString());
        assertThat(set.get("fellDue").intValue()).isEqualTo(2 * 12);
        JsonNode advanced = admin("POST", "clock", "{\"advance\":\"PT1M\"}", 200);
        assertThat(advanced.get("now").textValue())
                .isEqualTo(soon.plusSeconds(60).toString());
        admin("POST", "clock", "{\"advance\":1.5}", 200);
        assertThat(admin("POST", "clock", "{\"resume\":true}", 200)
                        .get("frozen")
                        .booleanValue())
                .isFalse();
        admin("POST", "clock", "{\"reset\":true}", 200);
        assertThat(admin("GET", "clock", "", 200).get("aheadMillis").longValue())
                .isZero();

        assertThat(mistake("clock", "{\"advance\":\"5 minutes\"}")).contains("PT5M");
        assertThat(mistake("clock", "{\"advance\":\"-PT5M\"}")).contains("set it instead");
        assertThat(mistake("clock", "{\"forward\":1}")).contains("there are: advance, set, freeze, resume, reset");
        assertThat(mistake("clock", "{}")).contains("exactly one");
        assertThat(mistake("clock", "[]")).contains("JSON object");
        assertThat(mistake("clock", "{\"advance\":-9223372036854775808}")).contains("Nothing has changed");
        assertThat(mistake("clock", "{\"advance\":\"PT-9223372036854775808S\"}"))
                .contains("set it instead");
        admin("POST", "clock", " ".repeat(70_000), 413);
        admin("DELETE", "clock", "", 405);
    }

    @Test
    void theAdminApiKeepsFaults() throws Exception {
        JsonNode added = admin("POST", "faults", "{\"loadBalancer\":\"orders\",\"status\":503}", 201);
        String id = added.get("id").textValue();

        assertThat(get("/orders/1").statusCode()).isEqualTo(503);
        assertThat(admin("GET", "faults/" + id, "", 200).get("hits").intValue()).isEqualTo(1);
        assertThat(admin("GET", "faults", "", 200).get("faults").size()).isEqualTo(1);
        admin("DELETE", "faults/" + id, "", 200);
        admin("DELETE", "faults/" + id, "", 404);
        assertThat(get("/orders/1").statusCode()).isEqualTo(200);
        assertThat(mistake("faults", "{\"loadBalancer\":\"orders\"}")).contains("does nothing");
        admin("DELETE", "faults", "", 200);
        assertThat(admin("GET", "faults", "", 200).get("faults").size()).isZero();
    }

    @Test
    void theAdminApiResets() throws Exception {
        admin("GET", "reset", "", 405);
        admin("POST", "reset", "", 200);

        assertThat(underpass.export()).isEqualTo(nothing);
        assertThat(underpass.clock().isFrozen()).isFalse();
    }

    @Test
    void theJournalIsReadFromAMark() throws Exception {
        get("/orders/before");
        underpass.journal().await(0, 1, Duration.ofMinutes(1));
        long mark = underpass.journal().mark();
        get("/orders/1");
        get("/orders/2");

        List<JournalEntry> entries = underpass.journal().await(mark, 2, Duration.ofMinutes(1));

        assertThat(entries)
                .extracting(JournalEntry::target)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("/orders/1"),
                        second -> assertThat(second).endsWith("/orders/2"));
        assertThat(entries.get(0).route()).containsKeys("api", "link", "loadBalancer", "targetGroup", "target");
        assertThat(underpass.journal().await(mark, 3, Duration.ofMillis(1))).hasSize(2);
    }

    @Test
    void anApiIsInvokedAtEveryFormOfItsUrl() throws Exception {
        assertThat(underpass.accountId()).isEqualTo("000000000000");
        for (InvokeForm form : List.of(InvokeForm.PATH, InvokeForm.AWS_PATH)) {
            assertThat(HTTP.send(
                                    request(underpass.invokeUrl(api, "test", form) + "/orders/1"),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(underpass.invokeUrl(api, "test", InvokeForm.HOST))
                .hasToString("http://" + api + ".execute-api.us-east-1.localhost:"
                        + underpass.endpoint().getPort() + "/test");
    }

    private static String health(Backend backend) throws Exception {
        return element(elbv2("DescribeTargetHealth&TargetGroupArn=" + groupArn() + "&" + member(backend)), "State");
    }

    private static String member(Backend backend) {
        return "Targets.member.1.Id=127.0.0.1&Targets.member.1.Port="
                + backend.address().port().orElseThrow();
    }

    private static String groupArn() throws Exception {
        return element(elbv2("DescribeTargetGroups&Names.member.1=orders"), "TargetGroupArn");
    }

    private static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">([^<]+)<").matcher(xml);
        assertThat(element.find()).as(xml).isTrue();
        return element.group(1);
    }

    private static String elbv2(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2015-12-01&Action=" + call))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static JsonNode admin(String method, String path, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String mistake(String path, String body) throws Exception {
        return admin("POST", path, body, 400).get("message").textValue();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(underpass.invokeUrl(api, "test") + path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    /** A target that says who it is, hangs where it is asked to, and is as healthy as it is told. */
    private static final class Backend implements AutoCloseable {

        static final Semaphore HANGING = new Semaphore(0);

        private final HttpServer server;
        private final ExecutorService workers = Executors.newCachedThreadPool();
        volatile int healthStatus = 200;
        volatile int checks;

        Backend(String name) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(workers);
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.createContext("/health", exchange -> {
                checks++;
                exchange.sendResponseHeaders(healthStatus, -1);
                exchange.close();
            });
            server.createContext("/hang", exchange -> HANGING.release());
            server.start();
        }

        HostAndPort address() {
            return HostAndPort.of(server.getAddress());
        }

        @Override
        public void close() {
            server.stop(0);
            workers.shutdownNow();
        }
    }
}
