package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.aws.state.StateJson;
import io.underpass.emulator.AwsApi;
import io.underpass.emulator.Underpass;
import io.underpass.wire.FreePort;
import io.underpass.wire.TestClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The edge's side of the protocol. */
class NodeRegistrationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Underpass underpass;

    @BeforeAll
    static void start() {
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .nodes(NodeSettings.DEFAULTS.withToken("secret").withExpected(Set.of("awaited")))
                .start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
    }

    @Test
    void strangersAreNotBelieved() throws Exception {
        HttpResponse<String> answer = send("poll", poll("stranger", "a", "10.0.0.1", 0), "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("UNDERPASS_NODE_TOKEN");
        assertThat(node("stranger")).isNull();
    }

    @Test
    void anEdgeWithoutATokenSaysWhatToSet() throws Exception {
        try (Underpass other = Underpass.builder().start()) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(other.endpoint().resolve(NodeProtocol.PATH + "poll"))
                            .header("Authorization", "Bearer ")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    StateJson.text(poll("orders", "a", "10.0.0.1", 0))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("--node-token");
        }
    }

    @Test
    void aRegisteredNodeIsListedWithItsAddressAndToldItsVersion() throws Exception {
        HttpResponse<String> first = send("poll", poll("listed", "a", "10.0.0.2", 0), "secret");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue(NodeProtocol.SEEN_AS)).contains("127.0.0.1");
        long version = StateJson.read(first.body(), Assignment.class).version();
        assertThat(version).isGreaterThan(1_700_000_000_000L);
        assertThat(node("listed").get("address").textValue()).isEqualTo("10.0.0.2");
        assertThat(node("listed").get("state").textValue()).isEqualTo("waiting");
    }

    @Test
    void aWaitingNodeHearsOfTheNextVersion() throws Exception {
        long version = StateJson.read(
                        send("poll", poll("hearing", "a", "", 0), "secret").body(), Assignment.class)
                .version();
        CompletableFuture<HttpResponse<String>> waiting =
                sendLater("poll", poll("hearing", "a", "", version), "secret");

        create("hearing", "internal");

        Assignment next = StateJson.read(waiting.join().body(), Assignment.class);
        assertThat(next.version()).isGreaterThan(version);
        assertThat(next.state().loadBalancers()).hasSize(1);
    }

    @Test
    void aSecondNodeOfTheSameNameIsRefusedWhileTheFirstIsThere() throws Exception {
        send("poll", poll("twice", "a", "10.0.0.3", 0), "secret");

        HttpResponse<String> rival = send("poll", poll("twice", "b", "10.0.0.4", 0), "secret");
        HttpResponse<String> restarted = send("poll", poll("twice", "c", "10.0.0.3", 0), "secret");

        assertThat(rival.statusCode()).isEqualTo(409);
        assertThat(rival.body()).contains("10.0.0.3");
        assertThat(restarted.statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalIsShownWithItsReasonsAndNotSentAgain() throws Exception {
        long version = StateJson.read(
                        send("poll", poll("picky", "a", "", 0), "secret").body(), Assignment.class)
                .version();
        Poll refusal = new Poll("picky", "", "a", "", 0, version, List.of("too new"));

        CompletableFuture<HttpResponse<String>> waiting = sendLater("poll", refusal, "secret");

        await().until(() -> node("picky").has("refused"));
        assertThat(node("picky").get("state").textValue()).isEqualTo("refused");
        assertThat(node("picky").get("refused").get("reasons").get(0).textValue())
                .isEqualTo("too new");
        assertThat(waiting).isNotDone();
        waiting.cancel(true);
    }

    @Test
    void anExpectedNodeIsListedBeforeItRegisters() throws Exception {
        assertThat(node("awaited").get("state").textValue()).isEqualTo("gone");
        assertThat(node("awaited").get("reason").textValue()).contains("has registered since the edge started");
        assertThat(node("awaited").has("address")).isFalse();
    }

    @Test
    void aNodeCanBeTakenOffTheList() throws Exception {
        send("poll", poll("former", "a", "", 0), "secret");

        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(underpass.endpoint().resolve(NodeProtocol.PATH + "former"))
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(node("former")).isNull();
    }

    @Test
    void reportsOfUnknownNodesAndUnreadableCallsAreRefused() throws Exception {
        Report report = Reports.of("nobody");

        assertThat(send("report", report, "secret").statusCode()).isEqualTo(409);
        HttpResponse<String> unreadable = send("report", poll("nobody", "a", "", 0), "secret");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("$.");
    }

    @Test
    void whoCannotReachANodesListenerIsToldWhatTheNodeSaysOfIt() throws Exception {
        int port = FreePort.any();
        String created = create("blocked", "internet-facing");
        listen(created, port);
        String assigned =
                send("poll", poll("blocked", "a", "127.0.0.1", 0), "secret").body();
        long version = StateJson.read(assigned, Assignment.class).version();
        CompletableFuture<HttpResponse<String>> waiting =
                sendLater("poll", poll("blocked", "a", "127.0.0.1", version), "secret");
        Report report = Reports.of(
                "blocked", new Report.ListenerSeen(port, "the port is taken; meanwhile it stays on 10.0.0.2:80"));
        assertThat(send("report", report, "secret").statusCode()).isEqualTo(200);

        TestClient.Response answer = TestClient.get(
                new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort()),
                "/",
                "Host: " + AwsApi.text(created, "DNSName") + ":" + port);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.bodyText())
                .contains(
                        "which the edge cannot reach",
                        "; the node says: the port is taken; meanwhile it stays on 10.0.0.2:80; it was last heard of");
        waiting.cancel(true);
    }

    @Test
    void whatANodeHasCountedIsAddedOnceToTheMetricsOfTheEdge() throws Exception {
        send("poll", poll("counting", "a", "10.0.0.9", 0), "secret");
        create("counting", "internal");
        String arn = node("counting").get("loadBalancerArn").textValue();
        Map<String, Long> open = Map.of("ACTIVE_CONNECTION_COUNT", 3L);

        count("a", 1, new Report.Tally(arn, Map.of("REQUEST_COUNT", 2L, "PROCESSED_BYTES", 900L), open));
        count("a", 1, new Report.Tally(arn, Map.of("REQUEST_COUNT", 2L, "PROCESSED_BYTES", 900L), open));
        count("a", 2, new Report.Tally(arn, Map.of("REQUEST_COUNT", 5L, "NOT_OF_THIS_VERSION", 1L), open));
        assertThat(metric("request_total", arn)).isEqualTo("7");
        assertThat(metric("processed_bytes_total", arn)).isEqualTo("900");
        assertThat(metric("active_connection", arn)).isEqualTo("3");

        send("poll", poll("counting", "b", "10.0.0.9", 0), "secret");
        assertThat(metric("active_connection", arn)).as("of the process before").isEqualTo("0");
        count("b", 1, new Report.Tally(arn, Map.of("REQUEST_COUNT", 1L), Map.of()));
        assertThat(metric("request_total", arn)).isEqualTo("8");

        underpass.forget();
        assertThat(metric("request_total", arn)).isEqualTo("0");
    }

    private static void count(String instance, long number, Report.Tally tally) {
        Report report = Reports.of("counting", instance, new Report.Counted(number, List.of(tally)));
        assertThat(send("report", report, "secret").statusCode()).isEqualTo(200);
    }

    private static String metric(String name, String loadBalancerArn) throws IOException, InterruptedException {
        String text = HTTP.send(
                        HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String start = "underpass_alb_" + name + "{load_balancer=\""
                + loadBalancerArn.substring(loadBalancerArn.indexOf("app/")) + "\",target_group=\"\"} ";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("0");
    }

    @Test
    void aListenerMadeWhileTheNodeStartedIsWaitedFor() throws Exception {
        int port = FreePort.any();
        String created = create("starting", "internet-facing");
        long before = StateJson.read(
                        send("poll", poll("starting", "a", "127.0.0.1", 0), "secret")
                                .body(),
                        Assignment.class)
                .version();
        listen(created, port);
        send("poll", poll("starting", "a", "127.0.0.1", before), "secret");

        CompletableFuture<TestClient.Response> answer = CompletableFuture.supplyAsync(() -> TestClient.get(
                new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort()),
                "/",
                "Host: " + AwsApi.text(created, "DNSName") + ":" + port));

        assertThatThrownBy(() -> answer.get(400, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        answer.cancel(true);
    }

    @Test
    void stoppingDoesNotWaitForWaitingNodes() throws Exception {
        Underpass other = Underpass.builder()
                .nodes(NodeSettings.DEFAULTS.withToken("secret"))
                .drainTime(Duration.ofMinutes(1)) // as long as a poll that nobody answers would be waited for
                .start();
        URI poll = other.endpoint().resolve(NodeProtocol.PATH + "poll");
        long version = StateJson.read(
                        post(poll, poll("held", "a", "", 0), "secret").join().body(), Assignment.class)
                .version();
        CompletableFuture<HttpResponse<String>> waiting = post(poll, poll("held", "a", "", version), "secret");
        long before = System.nanoTime();

        other.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(NodeProtocol.HOLD.minusSeconds(2));
        waiting.cancel(true);
    }

    private static Poll poll(String name, String instance, String advertise, long version) {
        return new Poll(name, "", instance, advertise, version, 0, List.of());
    }

    /** What the call answers. */
    private static String create(String name, String scheme) throws IOException, InterruptedException {
        return new AwsApi(underpass)
                .elb(
                        "CreateLoadBalancer",
                        "Name=" + name,
                        "Scheme=" + scheme,
                        "Subnets.member.1=subnet-1",
                        "Subnets.member.2=subnet-2");
    }

    private static void listen(String created, int port) throws IOException, InterruptedException {
        new AwsApi(underpass)
                .elb(
                        "CreateListener",
                        "LoadBalancerArn=" + AwsApi.text(created, "LoadBalancerArn"),
                        "Protocol=HTTP",
                        "Port=" + port,
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=200");
    }

    private static HttpResponse<String> send(String call, Record message, String token) {
        return sendLater(call, message, token).join();
    }

    private static CompletableFuture<HttpResponse<String>> sendLater(String call, Record message, String token) {
        return post(underpass.endpoint().resolve(NodeProtocol.PATH + call), message, token);
    }

    private static CompletableFuture<HttpResponse<String>> post(URI uri, Record message, String token) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(uri)
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(StateJson.text(message)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What the edge shows of a node; null where it knows none of that name. */
    private static JsonNode node(String name) throws IOException, InterruptedException {
        JsonNode list = JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/nodes"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        for (JsonNode node : list.get("nodes")) {
            if (node.get("name").textValue().equals(name)) {
                return node;
            }
        }
        return null;
    }
}
