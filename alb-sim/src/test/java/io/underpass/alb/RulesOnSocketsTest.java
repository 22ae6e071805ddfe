package io.underpass.alb;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and their conditions, from CreateRule to the answer on a socket. */
final class RulesOnSocketsTest {

    private static final String CONDITION = "Conditions.member.1.";

    private final ListeningBalancer balancer = new ListeningBalancer();

    @AfterEach
    void close() {
        balancer.close();
    }

    private static String[] path(String... patterns) {
        return values("path-pattern", "PathPatternConfig", "Values", patterns);
    }

    private static String[] values(String field, String config, String member, String... values) {
        String[] parameters = new String[values.length + 1];
        parameters[0] = CONDITION + "Field=" + field;
        for (int i = 0; i < values.length; i++) {
            parameters[i + 1] = CONDITION + config + '.' + member + ".member." + (i + 1) + '=' + values[i];
        }
        return parameters;
    }

    @ParameterizedTest(name = "{0} {1} and {2}: {3}")
    @CsvSource({
        "R4, /img/*, /img, default",
        "R5, /img/*/pics, /img/2024/05/pics, rule1",
        "R6, /a?c, /abc, rule1",
        "R6, /a?c, /ac, default",
        "R6, /a?c, /a/c, rule1",
        "R8, /application/*, //application/a, default",
        "R8, /application/*, /application//api, rule1",
        "R8, /application/*, /Application/api, default"
    })
    @DisplayName("R4 R5 R6 R8 Paths are matched as they came")
    void paths(String id, String pattern, String target, String answer) {
        balancer.rule(1, path(pattern));
        assertThat(balancer.get(target)).as(id).isEqualTo(answer);
    }

    @Test
    @DisplayName("R11 The first Host field counts, if there may be two")
    void twoHosts() {
        balancer.rule(1, CONDITION + "Field=host-header", CONDITION + "Values.member.1=a.com");
        balancer.rule(2, CONDITION + "Field=host-header", CONDITION + "Values.member.1=b.com");
        TestClient.Response answer = balancer.send("GET", "/", "Host: a.com", "Host: b.com");
        // AWS leaves both open: the first one counts, or desync mitigation refuses the request.
        assertThat(answer.status() == 400 || answer.bodyText().equals("rule1"))
                .as(answer.bodyText())
                .isTrue();
        assertThat(balancer.send("GET", "/", "Host: B.com").bodyText()).isEqualTo("rule2");
    }

    @Test
    @DisplayName("R12 Values of header fields have no case, and any of them suffices")
    void headerValues() {
        String[] parameters = values("http-header", "HttpHeaderConfig", "Values", "*Chrome*", "*Safari*", "x");
        parameters[3] = CONDITION + "HttpHeaderConfig.HttpHeaderName=User-Agent";
        balancer.rule(1, parameters);
        assertThat(balancer.get("/", "User-Agent: foo SAFARI/1")).isEqualTo("rule1");
        assertThat(balancer.get("/", "User-Agent: curl")).isEqualTo("default");
    }

    @Test
    @DisplayName("R13 Any occurrence of a header field suffices, and its name has no case")
    void headerOccurrences() {
        String[] parameters = values("http-header", "HttpHeaderConfig", "Values", "prod", "x");
        parameters[2] = CONDITION + "HttpHeaderConfig.HttpHeaderName=X-Env";
        balancer.rule(1, parameters);
        assertThat(balancer.get("/", "x-ENV: dev", "X-Env: PROD")).isEqualTo("rule1");
        assertThat(balancer.get("/", "x-ENV: dev")).isEqualTo("default");
    }

    @Test
    @DisplayName("R15 Methods have case")
    void methods() {
        balancer.rule(1, values("http-request-method", "HttpRequestMethodConfig", "Values", "GET"));
        assertThat(balancer.send("get", "/", "Host: a.com").bodyText()).isNotEqualTo("rule1");
        assertThat(balancer.send("GET", "/", "Host: a.com").bodyText()).isEqualTo("rule1");
    }

    @ParameterizedTest(name = "R17 {0}: {1}")
    @CsvSource({"version=V1, rule1", "x=myExampleY, rule1", "version=v2, default"})
    @DisplayName("R17 Pairs of the query have no case, and those without a key fit any")
    void queries(String query, String answer) {
        balancer.rule(
                1,
                CONDITION + "Field=query-string",
                CONDITION + "QueryStringConfig.Values.member.1.Key=version",
                CONDITION + "QueryStringConfig.Values.member.1.Value=v1",
                CONDITION + "QueryStringConfig.Values.member.2.Value=*example*");
        assertThat(balancer.get("/?" + query)).isEqualTo(answer);
    }

    @Test
    @DisplayName("R21 Paths are matched by regular expressions")
    void regularExpressions() {
        balancer.rule(1, values("path-pattern", "PathPatternConfig", "RegexValues", "^/v[0-9]+/.*$"));
        assertThat(balancer.get("/v2/x")).isEqualTo("rule1");
        assertThat(balancer.get("/va/x")).isEqualTo("default");
    }

    @Test
    @DisplayName("R21 Hosts and header fields are matched by regular expressions, which have no case there")
    void regularExpressionsOnHostsAndHeaders() {
        balancer.rule(1, values("host-header", "HostHeaderConfig", "RegexValues", "^(a|b)\\.example\\.com$"));
        String[] header = values("http-header", "HttpHeaderConfig", "RegexValues", "chrome/[0-9]+", "x");
        header[2] = CONDITION + "HttpHeaderConfig.HttpHeaderName=User-Agent";
        balancer.rule(2, header);
        assertThat(balancer.send("GET", "/", "Host: B.example.com:8080").bodyText())
                .isEqualTo("rule1");
        assertThat(balancer.send("GET", "/", "Host: c.example.com").bodyText()).isEqualTo("default");
        assertThat(balancer.get("/", "User-Agent: Mozilla Chrome/99")).isEqualTo("rule2");
    }

    @Test
    @DisplayName("R22 Look-ahead is refused")
    void lookAhead() {
        assertThat(balancer.refused(1, values("path-pattern", "PathPatternConfig", "RegexValues", "^/(?=x)")))
                .startsWith("400 ValidationError");
    }

    @Test
    @DisplayName("R23 A rule has five values")
    void fiveValues() {
        balancer.rule(1, path("/1", "/2", "/3", "/4", "/5"));
        assertThat(balancer.refused(2, path("/1", "/2", "/3", "/4", "/5", "/6")))
                .isEqualTo("400 ValidationError: A rule can only have '5' condition values");
    }

    @Test
    @DisplayName("R25 A rule has one condition on the path")
    void onePath() {
        assertThat(balancer.refused(
                        1,
                        CONDITION + "Field=path-pattern",
                        CONDITION + "Values.member.1=/a",
                        "Conditions.member.2.Field=path-pattern",
                        "Conditions.member.2.Values.member.1=/b"))
                .startsWith("400 ValidationError");
    }

    @Test
    @DisplayName("R26 The address of nobody is refused as a source")
    void limitedBroadcast() {
        assertThat(balancer.refused(1, values("source-ip", "SourceIpConfig", "Values", "255.255.255.255/32")))
                .startsWith("400 ValidationError");
        balancer.rule(1, values("source-ip", "SourceIpConfig", "Values", "127.0.0.0/8"));
        assertThat(balancer.get("/", "X-Forwarded-For: 10.0.0.1")).isEqualTo("rule1");
    }

    @Test
    @DisplayName("R28 A priority is used once")
    void priorities() {
        balancer.rule(10, path("/a"));
        assertThat(balancer.refused(10, path("/b"))).isEqualTo("400 PriorityInUse: Priority '10' is currently in use");
    }

    @Test
    @DisplayName("The lowest priority number wins, whatever the order of creation")
    void firstByPriority() {
        balancer.rule(20, path("/img/*"));
        balancer.rule(3, path("/*"));
        assertThat(balancer.get("/img/a")).isEqualTo("rule3");
    }
}
