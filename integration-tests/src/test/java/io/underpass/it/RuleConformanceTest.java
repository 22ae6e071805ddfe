package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which rule answers a request, and which conditions are refused. Every test has a listener of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleConformanceTest {

    private static final String FIELD = "Conditions.1.Field=";
    private static final String HEADER_NAME = "Conditions.1.HttpHeaderConfig.HttpHeaderName=";

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "rules");

    @AfterAll
    void stop() {
        emulator.close();
        target.close();
    }

    /** A condition of this field and member, with these values, that stands in place {@code number}. */
    private static String[] condition(int number, String field, String member, String... values) {
        String[] parameters = new String[values.length + 1];
        parameters[0] = "Conditions." + number + ".Field=" + field;
        for (int i = 0; i < values.length; i++) {
            parameters[i + 1] = "Conditions." + number + '.' + member + '.' + (i + 1) + '=' + values[i];
        }
        return parameters;
    }

    private static String[] path(String... values) {
        return condition(1, "path-pattern", "PathPatternConfig.Values", values);
    }

    private static String[] host(String... values) {
        return condition(1, "host-header", "HostHeaderConfig.Values", values);
    }

    private static String[] both(String[] one, String... other) {
        return Stream.of(one, other).flatMap(Stream::of).toArray(String[]::new);
    }

    /** What a listener answers whose only rule has {@code pattern}: by path whether the rule matches. */
    private void assertPaths(String pattern, Map<String, Boolean> expected) {
        OpenDoor door = alb.listen();
        door.rule(1, path(pattern));
        expected.forEach((target, matches) ->
                assertThat(door.get(target)).as(pattern + " " + target).isEqualTo(matches ? "rule1" : "default"));
    }

    @Test
    @Conformance("ALB-R2")
    @DisplayName("ALB-R2 A path that matches goes to the target as it came")
    void unchangedPaths() {
        OpenDoor door = alb.listen();
        String group = alb.group("images", List.of(target.port()));
        door.rule(1, both(path("/img/*"), "Actions.1.Type=forward", "Actions.1.TargetGroupArn=" + group));
        for (String asked : List.of("/img/a/b/c.png", "/img//a/../b%2fc?x=%20&y", "/img/")) {
            assertThat(door.get(asked)).startsWith("GET " + asked + "\n");
        }
    }

    @Test
    @Conformance("ALB-R4")
    @DisplayName("ALB-R4 A pattern has to match the whole path, by case and without the query")
    void wholePaths() {
        assertPaths(
                "/img/*",
                Map.of("/img", false, "/img/", true, "/img/x?y=1", true, "/IMG/x", false, "/a?b=/img/x", false));
    }

    @Test
    @Conformance("ALB-R5")
    @DisplayName("ALB-R5 An asterisk stands for slashes as well")
    void asterisks() {
        assertPaths(
                "/img/*/pics",
                Map.of("/img/2024/05/pics", true, "/img//pics", true, "/img/pics", false, "/img/1/pics/", false));
        assertPaths("*.png", Map.of("/a/b.png", true, "/a/b.png?c", true, "/a.png/b", false));
    }

    @Test
    @Conformance("ALB-R6")
    @DisplayName("ALB-R6 A question mark stands for exactly one character")
    void questionMarks() {
        assertPaths("/a?c", Map.of("/abc", true, "/ac", false, "/a/c", true, "/abbc", false, "/a?c", false));
    }

    @Test
    @Conformance("ALB-R8")
    @DisplayName("ALB-R8 Slashes are not merged")
    void slashes() {
        assertPaths("/application/*", Map.of("//application/a", false, "/application//api", true));
    }

    @Test
    @Conformance("ALB-R11")
    @DisplayName("ALB-R11 Of two hosts the first counts, and where they are preserved the target sees both")
    void twoHosts() {
        OpenDoor door = alb.listen();
        String group = alb.group("hosts", List.of(target.port()));
        door.rule(1, both(host("a.com"), "Actions.1.Type=forward", "Actions.1.TargetGroupArn=" + group));
        door.rule(2, host("b.com"));
        alb.attribute("routing.http.preserve_host_header.enabled", "true");
        TestClient.Response answer = door.send("GET", "/", "Host: a.com", "Host: b.com");
        TestClient.Response other = door.send("GET", "/", "Host: b.com", "Host: a.com");
        alb.attribute("routing.http.preserve_host_header.enabled", "false");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).contains("\nHost: a.com\nHost: b.com\n");
        assertThat(other.bodyText()).isEqualTo("rule2");
        assertThat(door.get("/", "Host: B.COM:8080")).isEqualTo("rule2");
    }

    @Test
    @DisplayName("Patterns of hosts match the whole name, by no case")
    void hosts() {
        OpenDoor door = alb.listen();
        door.rule(1, host("*.Example.com"));
        for (String matching : List.of("a.example.com", "A.B.EXAMPLE.com:80", ".example.com")) {
            assertThat(door.get("/", "Host: " + matching)).as(matching).isEqualTo("rule1");
        }
        for (String other : List.of("example.com", "a.example.com.org", "aexample.com")) {
            assertThat(door.get("/", "Host: " + other)).as(other).isEqualTo("default");
        }
        for (String refused : List.of("localhost", "127.0.0.1", "a.example.*", "a_b.com", "a.com:80", "a.com/x", "")) {
            assertThat(door.refused(host(refused))).as(refused).startsWith("400 ValidationError: ");
        }
    }

    @Test
    @Conformance("ALB-R12")
    @DisplayName("ALB-R12 Values of header fields match by no case, and any of them suffices")
    void headerValues() {
        OpenDoor door = alb.listen();
        door.rule(
                1,
                both(
                        condition(1, "http-header", "HttpHeaderConfig.Values", "*Chrome*", "*Safari*"),
                        HEADER_NAME + "User-Agent"));
        assertThat(door.get("/", "User-Agent: foo SAFARI/1")).isEqualTo("rule1");
        assertThat(door.get("/", "user-agent: chrome")).isEqualTo("rule1");
        assertThat(door.get("/", "User-Agent: curl")).isEqualTo("default");
        assertThat(door.get("/")).isEqualTo("default");
    }

    @Test
    @Conformance("ALB-R13")
    @DisplayName("ALB-R13 Any occurrence of a header field suffices, and its name matches by no case")
    void headerOccurrences() {
        OpenDoor door = alb.listen();
        door.rule(1, both(condition(1, "http-header", "HttpHeaderConfig.Values", "prod"), HEADER_NAME + "X-Env"));
        assertThat(door.get("/", "x-ENV: dev", "X-Env: PROD")).isEqualTo("rule1");
        assertThat(door.get("/", "x-ENV: dev")).isEqualTo("default");
        assertThat(door.get("/", "X-Env: production")).isEqualTo("default");
        for (String name : List.of("Host", "hOsT", "X Env", "X:Env", "x".repeat(41), "")) {
            assertThat(door.refused(
                            both(condition(1, "http-header", "HttpHeaderConfig.Values", "prod"), HEADER_NAME + name)))
                    .as(name)
                    .startsWith("400 ValidationError: ");
        }
    }

    @Test
    @Conformance("ALB-R15")
    @DisplayName("ALB-R15 Methods match by case, those that nobody knows included")
    void methods() {
        OpenDoor door = alb.listen();
        door.rule(1, condition(1, "http-request-method", "HttpRequestMethodConfig.Values", "GET", "PURGE_ALL"));
        assertThat(door.raw("get / HTTP/1.1\r\nHost: a\r\n\r\n").bodyText()).isEqualTo("default");
        assertThat(door.send("GET", "/").bodyText()).isEqualTo("rule1");
        assertThat(door.send("PURGE_ALL", "/").bodyText()).isEqualTo("rule1");
        assertThat(door.send("POST", "/").bodyText()).isEqualTo("default");
        assertThat(door.refused(condition(1, "http-request-method", "HttpRequestMethodConfig.Values", "get")))
                .isEqualTo("400 ValidationError: The 'http-request-method' value is invalid; the allowed characters are"
                        + " A-Z, hyphen and underscore");
        assertThat(door.refused(condition(1, "http-request-method", "HttpRequestMethodConfig.Values", "G".repeat(41))))
                .startsWith("400 ValidationError: ");
    }

    @Test
    @Conformance("ALB-R17")
    @DisplayName("ALB-R17 Parameters of the query match by no case, and those without a key by their value alone")
    void queries() {
        OpenDoor door = alb.listen();
        String values = "Conditions.1.QueryStringConfig.Values.";
        door.rule(
                1,
                FIELD + "query-string",
                values + "1.Key=version",
                values + "1.Value=v1",
                values + "2.Value=*example*");
        for (String matching : List.of("version=V1", "a=b&VERSION=v1", "x=myExampleY", "x=1&&y=example")) {
            assertThat(door.get("/?" + matching)).as(matching).isEqualTo("rule1");
        }
        for (String other : List.of("version=v2", "version=v10", "xversion=v1", "")) {
            assertThat(door.get("/?" + other)).as(other).isEqualTo("default");
        }
        OpenDoor literal = alb.listen();
        literal.rule(1, FIELD + "query-string", values + "1.Value=a\\*b\\?");
        assertThat(literal.get("/?x=a*b?")).isEqualTo("rule1");
        assertThat(literal.get("/?x=axxb?")).isEqualTo("default");
    }

    @Test
    @Conformance("ALB-R21")
    @DisplayName("ALB-R21 Paths, hosts and header fields are matched by regular expressions")
    void regularExpressions() {
        OpenDoor door = alb.listen();
        door.rule(1, condition(1, "path-pattern", "PathPatternConfig.RegexValues", "^/v[0-9]+/.*$"));
        door.rule(2, condition(1, "host-header", "RegexValues", "^(a|b)\\.example\\.com$"));
        door.rule(
                3,
                both(
                        condition(1, "http-header", "HttpHeaderConfig.RegexValues", "[0-9]{3}", "^x$"),
                        HEADER_NAME + "X-Id"));
        assertThat(door.get("/v2/x")).isEqualTo("rule1");
        assertThat(door.get("/va/x")).isEqualTo("default");
        assertThat(door.get("/V2/x")).isEqualTo("default");
        assertThat(door.get("/", "Host: B.example.com")).isEqualTo("rule2");
        assertThat(door.get("/", "X-Id: a1234")).isEqualTo("rule3");
        assertThat(door.get("/", "X-Id: 12", "X-Id: x")).isEqualTo("rule3");
    }

    @Test
    @Conformance("ALB-R22")
    @DisplayName("ALB-R22 What RE2 does not know is refused")
    void unknownToRe2() {
        OpenDoor door = alb.listen();
        for (String regex : List.of(
                "^/(?=x)", "^/(?!x)", "(?<=a)b", "(a)\\1", "a++", "(?>a)", "\\p{Greek}", "(a", "x".repeat(129), "")) {
            assertThat(door.refused(condition(1, "path-pattern", "PathPatternConfig.RegexValues", regex)))
                    .as(regex)
                    .startsWith("400 ValidationError: ");
        }
        assertThat(door.refused(condition(1, "http-request-method", "HttpRequestMethodConfig.RegexValues", "GET")))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(both(path("/a"), "Conditions.1.PathPatternConfig.RegexValues.1=a")))
                .startsWith("400 ValidationError: ");
    }

    @Test
    @Conformance("ALB-R23")
    @DisplayName("ALB-R23 A rule has five values, in however many conditions")
    void fiveValues() {
        OpenDoor door = alb.listen();
        door.rule(1, path("/1", "/2", "/3", "/4", "/5"));
        String expected = "400 ValidationError: A rule can only have '5' condition values";
        assertThat(door.refused(path("/1", "/2", "/3", "/4", "/5", "/6"))).isEqualTo(expected);
        String[] more = condition(2, "host-header", "HostHeaderConfig.Values", "a.com");
        assertThat(door.refused(both(path("/1", "/2", "/3", "/4", "/5"), more))).isEqualTo(expected);
        String rule = door.rule(2, both(path("/1", "/2", "/3", "/4"), more));
        assertThat(door.elb().refusal("ModifyRule", both(path("/1", "/2", "/3", "/4", "/5", "/6"), "RuleArn=" + rule)))
                .isEqualTo(expected);
    }

    @Test
    @Conformance("ALB-R25")
    @DisplayName("ALB-R25 A rule has one condition on the path, the host, the method and the source each")
    void onceEach() {
        OpenDoor door = alb.listen();
        Map<String, List<String>> single = Map.of(
                "path-pattern", List.of("PathPatternConfig.Values", "/a", "/b"),
                "host-header", List.of("HostHeaderConfig.Values", "a.com", "b.com"),
                "http-request-method", List.of("HttpRequestMethodConfig.Values", "GET", "PUT"),
                "source-ip", List.of("SourceIpConfig.Values", "10.0.0.0/8", "127.0.0.0/8"));
        single.forEach((field, config) -> assertThat(door.refused(both(
                        condition(1, field, config.get(0), config.get(1)),
                        condition(2, field, config.get(0), config.get(2)))))
                .as(field)
                .startsWith("400 ValidationError: "));
        door.rule(
                1,
                both(
                        both(
                                condition(1, "http-header", "HttpHeaderConfig.Values", "a"),
                                condition(2, "http-header", "HttpHeaderConfig.Values", "b")),
                        HEADER_NAME + "X-A",
                        "Conditions.2.HttpHeaderConfig.HttpHeaderName=X-B"));
        assertThat(door.get("/", "X-A: a", "X-B: b")).isEqualTo("rule1");
        assertThat(door.get("/", "X-A: a")).isEqualTo("default");
    }

    @Test
    @Conformance("ALB-R26")
    @DisplayName("ALB-R26 The address of nobody and what is no block are refused as sources")
    void sources() {
        OpenDoor door = alb.listen();
        for (String block :
                List.of("255.255.255.255/32", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "example.com/8", "")) {
            assertThat(door.refused(condition(1, "source-ip", "SourceIpConfig.Values", block)))
                    .as(block)
                    .startsWith("400 ValidationError: ");
        }
        door.rule(1, condition(1, "source-ip", "SourceIpConfig.Values", "2001:db8::/32", "10.0.0.0/8"));
        door.rule(2, condition(1, "source-ip", "SourceIpConfig.Values", "127.0.0.1/32"));
        assertThat(door.get("/", "X-Forwarded-For: 10.0.0.1")).isEqualTo("rule2");
    }

    @Test
    @Conformance("ALB-R28")
    @DisplayName("ALB-R28 A priority is taken once, is between 1 and 50000, and the lowest is tried first")
    void priorities() {
        OpenDoor door = alb.listen();
        door.rule(10, path("/*"));
        String rule = door.rule(50000, path("/a"));
        assertThat(door.elb()
                        .refusal(
                                "CreateRule",
                                both(
                                        path("/b"),
                                        "ListenerArn=" + door.listenerArn(),
                                        "Priority=10",
                                        "Actions.1.Type=fixed-response",
                                        "Actions.1.FixedResponseConfig.StatusCode=200")))
                .isEqualTo("400 PriorityInUse: Priority '10' is currently in use");
        for (int priority : new int[] {0, 50001, -1}) {
            assertThat(door.elb()
                            .refusal(
                                    "SetRulePriorities",
                                    "RulePriorities.1.RuleArn=" + rule,
                                    "RulePriorities.1.Priority=" + priority))
                    .as("%d", priority)
                    .startsWith("400 ValidationError: ");
        }
        assertThat(door.elb()
                        .refusal(
                                "SetRulePriorities",
                                "RulePriorities.1.RuleArn=" + rule,
                                "RulePriorities.1.Priority=10"))
                .isEqualTo("400 PriorityInUse: Priority '10' is currently in use");
        assertThat(door.get("/a")).isEqualTo("rule10");
        door.elb().call("SetRulePriorities", "RulePriorities.1.RuleArn=" + rule, "RulePriorities.1.Priority=9");
        assertThat(door.get("/a")).isEqualTo("rule50000");
    }
}
