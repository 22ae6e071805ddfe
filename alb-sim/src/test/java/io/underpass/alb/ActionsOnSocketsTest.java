package io.underpass.alb;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Actions and transforms, from CreateRule to what is seen on sockets. */
final class ActionsOnSocketsTest {

    private static final String ACTION = "Actions.member.1.";
    private static final String GROUPS = ACTION + "ForwardConfig.TargetGroups.member.";
    private static final String REWRITE = "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.";

    private final ListeningBalancer balancer = new ListeningBalancer();
    private final TestOrigin origin = TestOrigin.start(Behaviours.status(200, "target"));

    @AfterEach
    void close() {
        balancer.close();
        origin.close();
    }

    private static String[] rule(String path, String... parameters) {
        List<String> all = new ArrayList<>(
                List.of("Conditions.member.1.Field=path-pattern", "Conditions.member.1.Values.member.1=" + path));
        all.addAll(List.of(parameters));
        return all.toArray(String[]::new);
    }

    private static String[] redirect(String... members) {
        return rule(
                "*",
                Stream.concat(
                                Stream.of("Type=redirect", "RedirectConfig.StatusCode=HTTP_301"),
                                Stream.of(members).map(member -> "RedirectConfig." + member))
                        .map(member -> ACTION + member)
                        .toArray(String[]::new));
    }

    private String[] forward(String path, String... parameters) {
        return Stream.of(
                        rule(path, ACTION + "Type=forward", ACTION + "TargetGroupArn=" + balancer.group("a", origin)),
                        parameters)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static String[] rewrite(String regex, String replace) {
        return new String[] {
            "Transforms.member.1.Type=url-rewrite", REWRITE + "Regex=" + regex, REWRITE + "Replace=" + replace
        };
    }

    private String location(String target) {
        return balancer.send("GET", target, "Host: example.com")
                .header("Location")
                .orElse("");
    }

    @Test
    @DisplayName("R2 A path that matches goes to the target as it came")
    void unchanged() {
        balancer.rule(1, forward("/img/*"));
        assertThat(balancer.get("/img/a/b/c.png")).isEqualTo("target");
        assertThat(origin.requests().get(0).target()).isEqualTo("/img/a/b/c.png");
    }

    @Test
    @DisplayName("A1 A redirect keeps what it does not name, and always names the port")
    void redirects() {
        balancer.rule(1, redirect("Protocol=HTTPS", "Port=40443"));
        TestClient.Response answer = balancer.send("GET", "/p?q=1", "Host: example.com");
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).contains("https://example.com:40443/p?q=1");
        assertThat(answer.header("Server")).contains("awselb/2.0");
        assertThat(answer.body()).hasSize(134);
    }

    @Test
    @DisplayName("All keywords of a redirect stand for parts of the request")
    void keywords() {
        balancer.rule(
                1,
                redirect(
                        "Host=new.#{host}",
                        "Path=/#{host}/#{port}/#{path}",
                        "Query=#{protocol}.#{host}.#{port}.#{path}.#{query}"));
        assertThat(location("/a/b?c=d"))
                .isEqualTo("http://new.example.com:80/example.com/80/a/b?http.example.com.80.a/b.c=d");
    }

    @Test
    @DisplayName("A redirect without a query has no question mark")
    void withoutQuery() {
        balancer.rule(1, redirect("Host=other.com"));
        assertThat(location("/a")).isEqualTo("http://other.com:80/a");
        assertThat(location("/")).isEqualTo("http://other.com:80/");
    }

    @Test
    @DisplayName("A6 A redirect to an URL beyond 8 K is answered with 507")
    void tooLong() {
        balancer.rule(1, redirect("Host=other.com"));
        TestClient.Response answer = balancer.send("GET", "/?" + "q".repeat(8_200), "Host: example.com");
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(balancer.send("GET", "/?" + "q".repeat(8_000), "Host: example.com")
                        .status())
                .isEqualTo(301);
    }

    @Test
    @DisplayName("A redirect that changes nothing is a loop")
    void loop() {
        assertThat(balancer.refused(1, redirect()))
                .isEqualTo("400 InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a"
                        + " loop");
    }

    @Test
    @DisplayName("A8 A fixed response does not redirect")
    void fixedRedirect() {
        assertThat(balancer.refused(
                        1, rule("*", ACTION + "Type=fixed-response", ACTION + "FixedResponseConfig.StatusCode=302")))
                .startsWith("400 ValidationError");
    }

    @Test
    @DisplayName("A11 An empty group gets its share, and another does not take its place")
    void emptyGroup() {
        balancer.rule(1, shares(1, balancer.group("empty"), 1, balancer.group("b", origin)));
        assertThat(statuses(100)).containsExactlyInAnyOrderElementsOf(halves(200, 503, 50));
    }

    @Test
    @DisplayName("A12 A group of weight 0 gets nothing")
    void weightZero() {
        balancer.rule(1, shares(0, balancer.group("empty"), 1, balancer.group("b", origin)));
        assertThat(statuses(20)).containsOnly(200);
    }

    @Test
    @DisplayName("Where all weights are 0 nobody is asked")
    void allWeightsZero() {
        balancer.rule(1, shares(0, balancer.group("a", origin), 0, balancer.group("b", origin)));
        assertThat(statuses(2)).containsOnly(503);
        assertThat(origin.count()).isZero();
    }

    private static String[] shares(int weight, String group, int otherWeight, String other) {
        return rule(
                "*",
                ACTION + "Type=forward",
                GROUPS + "1.TargetGroupArn=" + group,
                GROUPS + "1.Weight=" + weight,
                GROUPS + "2.TargetGroupArn=" + other,
                GROUPS + "2.Weight=" + otherWeight);
    }

    private List<Integer> statuses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> balancer.send("GET", "/", "Host: a.com").status())
                .toList();
    }

    private static List<Integer> halves(int one, int other, int each) {
        return Stream.concat(
                        Stream.generate(() -> one).limit(each),
                        Stream.generate(() -> other).limit(each))
                .toList();
    }

    @Test
    @DisplayName("A15 Exactly one action decides, and it is the last")
    void oneDecides() {
        assertThat(balancer.refused(
                        1,
                        rule(
                                "*",
                                ACTION + "Type=fixed-response",
                                ACTION + "Order=1",
                                ACTION + "FixedResponseConfig.StatusCode=200",
                                "Actions.member.2.Type=fixed-response",
                                "Actions.member.2.Order=2",
                                "Actions.member.2.FixedResponseConfig.StatusCode=200")))
                .startsWith("400 InvalidLoadBalancerAction");
    }

    @Test
    @DisplayName("A URL is rewritten, its query included")
    void rewritten() {
        balancer.rule(1, forward("*", rewrite("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1")));
        balancer.get("/dp/B01");
        assertThat(origin.requests().get(0).target()).isEqualTo("/product.php?id=B01");
    }

    @Test
    @DisplayName("A18 A URL that the rewrite does not match stays")
    void notRewritten() {
        balancer.rule(1, forward("*", rewrite("^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1")));
        balancer.get("/other");
        assertThat(origin.requests().get(0).target()).isEqualTo("/other");
    }

    @Test
    @DisplayName("A rewrite without a valid result is answered with 500")
    void invalidResult() {
        balancer.rule(1, forward("*", rewrite("^/a$", "b")));
        assertThat(balancer.send("GET", "/a", "Host: a.com").status()).isEqualTo(500);
        assertThat(origin.count()).isZero();
    }

    @Test
    @DisplayName("A21 The rewritten URL meets no other rule")
    void notMatchedAgain() {
        balancer.rule(1, forward("/a", rewrite("^/a$", "/b")));
        balancer.rule(2, rule("/b"));
        assertThat(balancer.get("/a")).isEqualTo("target");
        assertThat(balancer.get("/b")).isEqualTo("rule2");
    }

    @Test
    @DisplayName("A22 Transforms are not set and reset at once")
    void setAndReset() {
        String arn = balancer.rule(1, forward("*"));
        String[] transforms = rewrite("^/a$", "/b");
        assertThat(balancer.refusedCall(
                        "ModifyRule",
                        "RuleArn=" + arn,
                        "ResetTransforms=true",
                        transforms[0],
                        transforms[1],
                        transforms[2]))
                .startsWith("400 ValidationError");
    }
}
