package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.underpass.aws.state.StateJson;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.journal.JournalFilter;
import io.underpass.wire.FreePort;
import io.underpass.wire.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock of the edge, on nodes. */
class FollowingNodesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger status = new AtomicInteger(200);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer target;
    private Underpass underpass;
    private AlbNode node;
    private Applied applied;
    private int port;

    @BeforeEach
    void start() throws Exception {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(threads);
        target.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/hang")) {
                asked.countDown();
                try {
                    answer.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        target.start();
        port = FreePort.any();
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .nodes(NodeSettings.DEFAULTS.withToken("secret"))
                .start();
        applied = underpass.apply(Description.of()
                .loadBalancer(
                        "orders",
                        lb -> lb.listener(
                                port, l -> l.rule("/now", r -> r.fixed(204)).forwardTo(place())))
                .api("shop", "test", api -> api.route("GET /{proxy+}", r -> r.to("orders"))));
        node = node();
    }

    private AlbNode node() {
        AlbNode started = AlbNode.start(
                new NodeProcessSettings(
                        "orders",
                        "",
                        "127.0.0.1",
                        underpass.endpoint().getPort(),
                        "secret",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1)),
                OptionalInt.empty(),
                1,
                line -> {});
        await().until(() -> started.status().healthy());
        return started;
    }

    @AfterEach
    void stop() {
        answer.countDown();
        node.close();
        underpass.close();
        target.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aDeregistrationDelayOfFiveMinutesIsOverAtOnce() throws Exception {
        elb("ModifyTargetGroupAttributes&Attributes.member.1.Key=deregistration_delay.timeout_seconds"
                + "&Attributes.member.1.Value=300");
        CompletableFuture<HttpResponse<Void>> held =
                HTTP.sendAsync(HttpRequest.newBuilder(url("/hang")).build(), HttpResponse.BodyHandlers.discarding());
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
        elb("DeregisterTargets&Targets.member.1.Id=127.0.0.1&Targets.member.1.Port="
                + target.getAddress().getPort());
        underpass.clock().advance(Duration.ofSeconds(290));
        assertThat(held).isNotDone();

        underpass.clock().advance(Duration.ofSeconds(10));

        assertThat(held.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(502);
    }

    @Test
    void healthChecksHaveBeenMadeOnceTheClockHasMoved() throws Exception {
        underpass.clock().freeze();
        underpass.clock().advance(Duration.ofMinutes(1));
        assertThat(elb("DescribeTargetHealth")).contains("<State>healthy</State>");
        status.set(500);

        underpass.clock().advance(Duration.ofMinutes(1));

        assertThat(elb("DescribeTargetHealth")).contains("<State>unhealthy</State>", "Target.ResponseCodeMismatch");
        assertThat(underpass.clock().behind()).isEmpty();
    }

    @Test
    void aFrozenClockAndOneSetBackShowTheSameOnNodes() throws Exception {
        underpass.clock().freeze();
        Instant noon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));
        underpass.clock().setTo(noon);
        assertThat(dateOnNode()).isEqualTo(noon);
        assertThat(dateOnNode()).isEqualTo(noon);

        Instant past = Instant.parse("2001-01-01T00:00:00Z");
        underpass.clock().setTo(past);
        assertThat(dateOnNode()).isEqualTo(past);
        await().untilAsserted(() -> assertThat(underpass.journal().newest(JournalFilter.ALL, 1))
                .as("what clients see who come past the edge")
                .singleElement()
                .satisfies(entry -> assertThat(entry.endedAtMillis()).isEqualTo(past.toEpochMilli())));

        underpass.clock().resume();
        underpass.clock().advance(Duration.ofSeconds(2));
        assertThat(dateOnNode()).isBetween(past.plusSeconds(2), past.plus(SOON));
        underpass.reset(underpass.export());
        assertThat(dateOnNode()).isCloseTo(Instant.now(), within(SOON));
    }

    @Test
    void aNodeThatStartsAnewBeginsWithWhatTheClockShows() throws Exception {
        underpass.clock().advance(Duration.ofDays(2));
        node.close();
        underpass.clock().advance(Duration.ofDays(2));
        assertThat(underpass.clock().behind())
                .as("one that is gone is not waited for")
                .isEmpty();

        node = node();

        assertThat(dateOnNode()).isCloseTo(Instant.now().plus(Duration.ofDays(4)), within(SOON));
        await().until(() ->
                show("nodes").get("nodes").get(0).get("clock").textValue().equals("follows"));
    }

    @Test
    void whatRequestsHaveLeftBehindIsForgottenOnNodesToo() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("x-other", "yes");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        elb("RegisterTargets&Targets.member.1.Id=127.0.0.1&Targets.member.1.Port="
                + other.getAddress().getPort());
        underpass.clock().advance(Duration.ofSeconds(1));
        List<Boolean> first = List.of(isFromOther(), isFromOther());
        assertThat(first).containsExactlyInAnyOrder(true, false);

        assertThat(isFromOther()).isEqualTo(first.get(0));
        underpass.forget();

        assertThat(isFromOther()).as("whose turn it was").isEqualTo(first.get(0));
        other.stop(0);
    }

    private boolean isFromOther() throws Exception {
        return HTTP.send(HttpRequest.newBuilder(url("/orders")).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("x-other")
                .isPresent();
    }

    @Test
    void nodesThatHaveYetToFollowAreNamed() throws Exception {
        long version = version(send("poll", poll(0)));
        CompletableFuture<HttpResponse<String>> waiting = send("poll", poll(version));
        await().until(() -> show("nodes").get("nodes").get(1).get("serves").longValue() == version);

        CompletableFuture<Integer> moved = underpass.clock().advanceLater(Duration.ofMinutes(5));

        Assignment told = StateJson.read(waiting.get(1, TimeUnit.MINUTES).body(), Assignment.class);
        assertThat(told.time().ahead().orElseThrow()).isCloseTo(Duration.ofMinutes(5), SOON);
        await().until(() -> underpass.clock().behind().equals(List.of("slow")));
        assertThat(show("clock").get("nodesBehind").get(0).textValue()).isEqualTo("slow");
        assertThat(moved).isNotDone();

        assertThat(send("report", report(told.time())).join().statusCode()).isEqualTo(200);
        moved.get(1, TimeUnit.MINUTES);
        assertThat(show("clock").get("nodesBehind")).isEmpty();

        long next = version(send("poll", poll(told.version() - 1)));
        CompletableFuture<HttpResponse<String>> asking = send("poll", poll(next));
        await().until(() -> show("nodes").get("nodes").get(1).get("serves").longValue() == next);
        CompletableFuture<Integer> again = underpass.clock().advanceLater(Duration.ofMinutes(5));
        long refused = version(asking);
        CompletableFuture<HttpResponse<String>> refusing =
                send("poll", new Poll("slow", "", "a", "10.0.0.2", next, refused, List.of("too new")));
        again.get(1, TimeUnit.MINUTES);
        assertThat(underpass.clock().behind())
                .as("one that cannot is not waited for")
                .containsExactly("slow");
        refusing.cancel(true);
    }

    @Test
    void nodesHearAtOnceOfAnEarlierTimeAndThatTheyAreToForget() throws Exception {
        long version = version(send("poll", poll(0)));
        CompletableFuture<HttpResponse<String>> waiting = send("poll", poll(version));
        await().until(() -> show("nodes").get("nodes").get(1).get("serves").longValue() == version);

        CompletableFuture<Integer> moved =
                underpass.clock().setLater(Instant.now().minus(Duration.ofHours(1)));

        Assignment told = StateJson.read(waiting.get(1, TimeUnit.MINUTES).body(), Assignment.class);
        assertThat(told.forgotten()).isPositive();
        assertThat(told.time().ahead().orElseThrow()).isCloseTo(Duration.ofHours(-1), SOON);
        assertThat(send("report", report(told.time())).join().statusCode()).isEqualTo(200);
        moved.get(1, TimeUnit.MINUTES);
    }

    private static Poll poll(long version) {
        return new Poll("slow", "", "a", "10.0.0.2", version, 0, List.of());
    }

    private static Report report(ShownTime time) {
        return Reports.of("slow", time);
    }

    private static long version(CompletableFuture<HttpResponse<String>> assigned) {
        return StateJson.read(assigned.join().body(), Assignment.class).version();
    }

    private CompletableFuture<HttpResponse<String>> send(String call, Record message) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(underpass.endpoint().resolve(NodeProtocol.PATH + call))
                        .header("Authorization", "Bearer secret")
                        .POST(HttpRequest.BodyPublishers.ofString(StateJson.text(message)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode show(String what) throws Exception {
        return new ObjectMapper()
                .readTree(HTTP.send(
                                HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/" + what))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private URI url(String path) {
        return URI.create(applied.invokeUrl("shop") + path);
    }

    private String place() {
        return HostAndPort.of(target.getAddress()).toString();
    }

    /** What the node says that it is, to a client that comes past the edge. */
    private Instant dateOnNode() throws Exception {
        HttpResponse<Void> answered = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/now"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(answered.statusCode()).isEqualTo(204);
        return ZonedDateTime.parse(
                        answered.headers().firstValue("date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    /** A call about the target group. */
    private String elb(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2015-12-01&TargetGroupArn="
                        + applied.targetGroupArn("orders", place()) + "&Action=" + call))
                .build();
        HttpResponse<String> answered = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        return answered.body();
    }
}
