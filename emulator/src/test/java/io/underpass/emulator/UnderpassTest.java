package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.demo.Demo;
import io.underpass.wire.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnderpassTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Underpass underpass;
    private static Demo demo;
    private static String api;

    @BeforeAll
    static void buildTheTutorial() {
        underpass = Underpass.builder().start();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        demo = new Demo(underpass, new PrintStream(printed, true, StandardCharsets.UTF_8));
        demo.run();
        Matcher id = Pattern.compile("/restapis/([a-z0-9]{10})/").matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(id.find()).isTrue();
        api = id.group(1);
    }

    @AfterAll
    static void stop() {
        underpass.close();
        demo.close();
    }

    @Test
    void anInvocationIsExplainedByTheJournal() throws Exception {
        HttpResponse<String> answer = get(underpass.invokeUrl(api, "test") + "/orders/42", "x-underpass-explain", "1");

        assertThat(answer.statusCode()).isEqualTo(200);
        String path = answer.headers().firstValue("x-underpass-journal").orElseThrow();
        JsonNode entry = journal(path);
        assertThat(entry.get("status").intValue()).isEqualTo(200);
        assertThat(entry.get("route").fieldNames())
                .toIterable()
                .containsExactly(
                        "api",
                        "stage",
                        "resource",
                        "method",
                        "integration",
                        "link",
                        "loadBalancer",
                        "listener",
                        "rule",
                        "targetGroup",
                        "target",
                        "upstreamStatus");
        assertThat(entry.get("route").get("resource").textValue()).isEqualTo("/orders/{proxy+}");
        assertThat(entry.get("route").get("loadBalancer").textValue()).contains(":loadbalancer/app/orders/");
        assertThat(entry.get("route").get("target").textValue()).startsWith("127.0.0.1:");
        assertThat(entry.has("failure")).isFalse();
        assertThat(entry.get("steps").size()).isGreaterThan(8);
    }

    @Test
    void aRefusalIsExplainedByTheJournal() throws Exception {
        HttpResponse<String> answer = get(underpass.invokeUrl(api, "test") + "/nowhere", "x-underpass-explain", "1");

        assertThat(answer.statusCode()).isEqualTo(403);
        JsonNode entry =
                journal(answer.headers().firstValue("x-underpass-journal").orElseThrow());
        assertThat(entry.get("failure").get("reason").textValue()).contains("/nowhere");
    }

    @Test
    void theJournalIsFilteredNewestFirst() throws Exception {
        get(underpass.invokeUrl(api, "test") + "/orders/1");
        get(underpass.invokeUrl(api, "test") + "/nowhere");

        JsonNode refused = Awaitility.await()
                .until(
                        () -> JSON.readTree(get(underpass.endpoint() + "/_underpass/journal?status=403&limit=1")
                                .body()),
                        found -> found.get("entries").size() == 1);
        assertThat(refused.get("entries").size()).isEqualTo(1);
        assertThat(refused.get("entries").get(0).get("status").intValue()).isEqualTo(403);
        JsonNode ofApi = JSON.readTree(
                get(underpass.endpoint() + "/_underpass/journal?api=" + api).body());
        List<Instant> times = new ArrayList<>();
        ofApi.get("entries")
                .forEach(entry -> times.add(Instant.parse(entry.get("time").textValue())));
        assertThat(times).hasSizeGreaterThan(2).isSortedAccordingTo(Comparator.reverseOrder());
        JsonNode ofNone = JSON.readTree(
                get(underpass.endpoint() + "/_underpass/journal?api=none").body());
        assertThat(ofNone.get("entries").size()).isZero();
    }

    @Test
    void badJournalQueriesAreNamed() throws Exception {
        assertThat(get(underpass.endpoint() + "/_underpass/journal?state=403").body())
                .contains("unknown parameter 'state'");
        assertThat(get(underpass.endpoint() + "/_underpass/journal?status=x").body())
                .contains("must be a number, not 'x'");
        assertThat(get(underpass.endpoint() + "/_underpass/journal/none").statusCode())
                .isEqualTo(404);
        assertThat(get(underpass.endpoint() + "/_underpass/nothing").body()).contains("health, info, journal");
    }

    @Test
    void healthAndInfoAnswer() throws Exception {
        JsonNode health =
                JSON.readTree(get(underpass.endpoint() + "/_underpass/health").body());
        assertThat(health.get("status").textValue()).isEqualTo("running");
        assertThat(health.get("services").get("elbv2").textValue()).isEqualTo("running");
        JsonNode info =
                JSON.readTree(get(underpass.endpoint() + "/_underpass/info").body());
        assertThat(info.get("endpoint").textValue())
                .isEqualTo(underpass.endpoint().toString());
        assertThat(info.get("version").textValue()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void anInternalLoadBalancersNameIsRefusedAtTheEdge() throws Exception {
        String answer = post("Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.1=orders");
        Matcher name = Pattern.compile("<DNSName>([^<]+)<").matcher(answer);
        assertThat(name.find()).isTrue();

        HttpResponse<String> refused = get(underpass.endpoint() + "/internal-alb", "Host", name.group(1));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains(name.group(1)).contains("VPC link");
    }

    @Test
    void anInternetFacingLoadBalancerAnswersToItsName() throws Exception {
        String created = post("Action=CreateLoadBalancer&Version=2015-12-01&Name=open&Scheme=internet-facing"
                + "&Subnets.member.1=subnet-1&Subnets.member.2=subnet-2");
        String arn = element(created, "LoadBalancerArn");
        post("Action=CreateListener&Version=2015-12-01&Protocol=HTTP&Port=80&LoadBalancerArn=" + arn
                + "&DefaultActions.member.1.Type=fixed-response"
                + "&DefaultActions.member.1.FixedResponseConfig.StatusCode=203"
                + "&DefaultActions.member.1.FixedResponseConfig.MessageBody=open");
        String name = element(created, "DNSName");

        Awaitility.await().untilAsserted(() -> {
            HttpResponse<String> answer = get(underpass.endpoint() + "/", "Host", name);
            assertThat(answer.statusCode()).isEqualTo(203);
            assertThat(answer.body()).isEqualTo("open");
        });
    }

    @Test
    void anUnsignedGetWithAnActionIsRefused() throws Exception {
        HttpResponse<String> answer =
                get(underpass.endpoint() + "/?Action=CreateLoadBalancer&Version=2015-12-01&Name=x");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationToken").contains("signed");
    }

    @Test
    void closingFreesThePortAndLeavesNoThread() throws Exception {
        int port = FreePort.any(); // One that nobody else is given when it is free again.
        Underpass other = Underpass.builder().port(port).start();
        assertThat(other.endpoint().getPort()).isEqualTo(port);
        long threads = ownThreads();
        get(other.endpoint() + "/_underpass/health");

        other.close();
        other.close();

        try (ServerSocket free = new ServerSocket(port)) {
            assertThat(free.getLocalPort()).isEqualTo(port);
        }
        Awaitility.await().until(() -> ownThreads() < threads);
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("underpass-"))
                .count();
    }

    /** The entry is written once the exchange is over, which may be a moment after its answer arrived. */
    private static JsonNode journal(String path) throws IOException {
        HttpResponse<String> entry =
                Awaitility.await().until(() -> get(underpass.endpoint() + path), answer -> answer.statusCode() == 200);
        return JSON.readTree(entry.body());
    }

    private static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">([^<]+)<").matcher(xml);
        assertThat(element.find()).as(xml).isTrue();
        return element.group(1);
    }

    private static String post(String form) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(underpass.endpoint().resolve("/"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
