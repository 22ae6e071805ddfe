package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestTls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of requests once a rule is found: redirects, fixed responses, transforms; and which actions are refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActionConformanceTest {

    private static final String[] ANY_PATH = {"Conditions.1.Field=path-pattern", "Conditions.1.Values.1=*"};
    private static final String FIXED = "FixedResponseConfig.";
    private static final String REDIRECT = "RedirectConfig.";

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "actions");
    private String group;

    @BeforeAll
    void build() {
        group = alb.group("echo", List.of(target.port()));
    }

    @AfterAll
    void stop() {
        emulator.close();
        target.close();
    }

    private static String[] rule(String... parameters) {
        return Stream.of(ANY_PATH, parameters).flatMap(Stream::of).toArray(String[]::new);
    }

    /** A rule for any path that has one action of this type, with these members of its own. */
    private static String[] action(String type, String... members) {
        return rule(Stream.concat(Stream.of("Type=" + type), Stream.of(members))
                .map(member -> "Actions.1." + member)
                .toArray(String[]::new));
    }

    private static String[] redirect(String... members) {
        return action(
                "redirect",
                Stream.concat(Stream.of("StatusCode=HTTP_301"), Stream.of(members))
                        .map(member -> REDIRECT + member)
                        .toArray(String[]::new));
    }

    private OpenDoor secure() {
        return alb.listen(
                "Protocol=HTTPS", "Certificates.1.CertificateArn=" + alb.certificate(TestTls.create(), "127.0.0.1"));
    }

    @Test
    @Conformance("ALB-A1")
    @DisplayName("ALB-A1 A redirect keeps what it does not name, and always names the port")
    void redirects() {
        OpenDoor door = alb.listenOn(80);
        door.rule(1, redirect("Protocol=HTTPS", "Port=40443"));
        TestClient.Response answer = door.send("GET", "/p?q=1", "Host: example.com");
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).contains("https://example.com:40443/p?q=1");
        assertThat(answer.header("Server")).contains("awselb/2.0");
        assertThat(answer.header("Content-Type")).contains("text/html");
        assertThat(answer.bodyText()).hasSize(134).contains("<h1>301 Moved Permanently</h1>");
        assertThat(door.send("GET", "/?", "Host: example.com:80").header("Location"))
                .contains("https://example.com:40443/");
    }

    @Test
    @DisplayName("Keywords of a redirect stand for parts of the request where they may be used")
    void keywords() {
        OpenDoor door = alb.listenOn(81);
        door.rule(
                1,
                action(
                        "redirect",
                        REDIRECT + "StatusCode=HTTP_302",
                        REDIRECT + "Host=new.#{host}",
                        REDIRECT + "Path=/#{host}/#{port}/#{path}",
                        REDIRECT + "Query=#{protocol}.#{host}.#{port}.#{path}.#{query}"));
        TestClient.Response answer = door.send("GET", "/a/%62?c=d", "Host: example.com");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.bodyText()).hasSize(110);
        assertThat(answer.header("Location"))
                .contains("http://new.example.com:81/example.com/81/a/%62?http.example.com.81.a/%62.c=d");
    }

    @Test
    @Conformance("ALB-A5")
    @DisplayName("ALB-A5 Nothing is redirected from HTTPS to HTTP, nor to what it was already")
    void refusedRedirects() {
        OpenDoor door = secure();
        assertThat(door.refused(redirect("Protocol=HTTP"))).startsWith("400 InvalidLoadBalancerAction: ");
        OpenDoor plain = alb.listen();
        String loop =
                "400 InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop";
        assertThat(plain.refused(redirect())).isEqualTo(loop);
        assertThat(plain.refused(redirect("Query=a=b"))).isEqualTo(loop);
        assertThat(door.refused(redirect("Protocol=HTTPS"))).isEqualTo(loop);
        for (String member : List.of(
                "StatusCode=HTTP_303",
                "Protocol=FTP",
                "Protocol=#{host}",
                "Port=0",
                "Port=65536",
                "Port=#{host}",
                "Host=",
                "Host=" + "a".repeat(129),
                "Host=#{port}.com",
                "Path=a",
                "Path=",
                "Path=/#{query}",
                "Path=/" + "a".repeat(128),
                "Query=?a=b",
                "Query=" + "a".repeat(129))) {
            String[] parameters = action("redirect", REDIRECT + "StatusCode=HTTP_301", REDIRECT + member);
            if (member.startsWith("StatusCode")) {
                parameters = action("redirect", REDIRECT + member, REDIRECT + "Host=a.com");
            }
            assertThat(plain.refused(parameters)).as(member).startsWith("400 ");
        }
        assertThat(plain.refused(action("redirect", REDIRECT + "Host=a.com"))).startsWith("400 ValidationError: ");
        assertThat(plain.refused(action("redirect"))).startsWith("400 ");
    }

    @Test
    @Conformance("ALB-A6")
    @DisplayName("ALB-A6 A redirect to more than 8 K is not sent but answered with 507")
    void longRedirects() {
        OpenDoor door = alb.listen();
        door.rule(1, redirect("Host=example.com"));
        TestClient.Response answer = door.send("GET", "/?" + "q".repeat(8 * 1024));
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.bodyText()).hasSize(140).contains("<h1>507 Insufficient Storage</h1>");
        assertThat(door.send("GET", "/?" + "q".repeat(8 * 1024 - 50)).status()).isEqualTo(301);
    }

    @Test
    @Conformance("ALB-A8")
    @DisplayName("ALB-A8 A fixed response is a success or an error, of five types, and at most 1024 long")
    void fixedResponses() {
        OpenDoor door = alb.listen();
        for (String code : List.of("302", "199", "600", "2XX", "20", "")) {
            assertThat(door.refused(action("fixed-response", FIXED + "StatusCode=" + code)))
                    .as(code)
                    .startsWith("400 ValidationError: ");
        }
        assertThat(door.refused(
                        action("fixed-response", FIXED + "StatusCode=200", FIXED + "MessageBody=" + "x".repeat(1025))))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(action("fixed-response", FIXED + "StatusCode=200", FIXED + "ContentType=image/png")))
                .isEqualTo("400 InvalidLoadBalancerAction: The ContentType must be one of:'text/html',"
                        + " 'application/json', 'application/javascript', 'text/css', 'text/plain'");
        assertThat(door.refused(action("fixed-response"))).startsWith("400 ");
        door.rule(
                1,
                action(
                        "fixed-response",
                        FIXED + "StatusCode=503",
                        FIXED + "ContentType=application/json",
                        FIXED + "MessageBody={\"down\":\"<&>\"}"));
        TestClient.Response answer = door.send("GET", "/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Server")).contains("awselb/2.0");
        assertThat(answer.bodyText()).isEqualTo("{\"down\":\"<&>\"}");
    }

    @Test
    @Conformance("ALB-A15")
    @DisplayName("ALB-A15 Exactly one action decides what becomes of a request, and it is the last")
    void oneDecides() {
        OpenDoor door = secure();
        String[] jwt = {
            "Actions.1.Type=jwt-validation",
            "Actions.1.JwtValidationConfig.JwksEndpoint=https://id.example.com/keys",
            "Actions.1.JwtValidationConfig.Issuer=https://id.example.com"
        };
        String[] fixed = {"Actions.2.Type=fixed-response", "Actions.2.FixedResponseConfig.StatusCode=200"};
        Map<String, List<String>> refused = Map.of(
                "nothing decides",
                List.of(jwt),
                "the one that decides is not the last",
                join(jwt, fixed, "Actions.1.Order=2", "Actions.2.Order=1"),
                "two decide",
                join(
                        fixed,
                        new String[] {"Actions.3.Type=forward", "Actions.3.TargetGroupArn=" + group},
                        "Actions.2.Order=1",
                        "Actions.3.Order=2"),
                "two stand in one place",
                join(jwt, fixed, "Actions.1.Order=1", "Actions.2.Order=1"),
                "a place that there is not",
                join(jwt, fixed, "Actions.1.Order=0", "Actions.2.Order=50001"),
                "an action that nobody knows",
                List.of("Actions.1.Type=drop"),
                "no target group",
                List.of("Actions.1.Type=forward"),
                "a target group that is not there",
                List.of("Actions.1.Type=forward", "Actions.1.TargetGroupArn=" + group + "0"));
        refused.forEach((why, parameters) -> assertThat(door.refused(rule(parameters.toArray(String[]::new))))
                .as(why)
                .startsWith("400 "));
        assertThat(alb.listen()
                        .refused(rule(join(jwt, fixed, "Actions.1.Order=1", "Actions.2.Order=2")
                                .toArray(String[]::new))))
                .isEqualTo("400 InvalidLoadBalancerAction: Actions of type 'jwt-validation' are supported only on"
                        + " HTTPS listeners");
        door.rule(
                1,
                rule(join(jwt, fixed, "Actions.1.Order=1", "Actions.2.Order=2").toArray(String[]::new)));
    }

    private static List<String> join(String[] one, String[] other, String... more) {
        return Stream.of(one, other, more).flatMap(Stream::of).toList();
    }

    private String[] forward(String... parameters) {
        return Stream.of(action("forward", "TargetGroupArn=" + group), parameters)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static String[] rewrite(int number, String type, String regex, String replace) {
        String config = type.equals("url-rewrite") ? "UrlRewriteConfig" : "HostHeaderRewriteConfig";
        String prefix = "Transforms." + number + ".";
        return new String[] {
            prefix + "Type=" + type,
            prefix + config + ".Rewrites.1.Regex=" + regex,
            prefix + config + ".Rewrites.1.Replace=" + replace
        };
    }

    @Test
    @Conformance("ALB-A18")
    @DisplayName("ALB-A18 What a rewrite does not match stays as it is")
    void unmatchedRewrites() {
        OpenDoor door = alb.listenOn(82);
        String[] url = rewrite(1, "url-rewrite", "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1");
        String[] host = rewrite(2, "host-header-rewrite", "^mywebsite-(.+).com$", "internal.dev.$1.myweb.com");
        door.rule(1, forward(Stream.of(url, host).flatMap(Stream::of).toArray(String[]::new)));
        assertThat(door.get("/other", "Host: example.com"))
                .startsWith("GET /other\n")
                .contains("\nHost: example.com:82\n");
        assertThat(door.get("/dp/B01?x=1", "Host: mywebsite-a.com"))
                .startsWith("GET /dp/B01?x=1\n")
                .contains("\nHost: internal.dev.a.myweb.com:82\n");
        assertThat(door.get("/dp/B01/", "Host: example.com")).startsWith("GET /product.php?id=B01\n");
    }

    @Test
    @Conformance("ALB-A21")
    @DisplayName("ALB-A21 A rewritten URL meets no other rule")
    void noSecondLook() {
        OpenDoor door = alb.listen();
        String[] first = forward(rewrite(1, "url-rewrite", "^/a$", "/b"));
        first[1] = "Conditions.1.Values.1=/a";
        door.rule(1, first);
        door.rule(2, "Conditions.1.Field=path-pattern", "Conditions.1.Values.1=/b");
        assertThat(door.get("/a")).startsWith("GET /b\n");
        assertThat(door.get("/b")).isEqualTo("rule2");
    }

    @Test
    @Conformance("ALB-A22")
    @DisplayName("ALB-A22 Transforms are set or reset, one of a kind, with one rewrite each")
    void transforms() {
        OpenDoor door = alb.listen();
        String[] url = rewrite(1, "url-rewrite", "^/a$", "/b");
        String arn = door.rule(1, forward(url));
        assertThat(door.elb()
                        .refusal(
                                "ModifyRule",
                                Stream.concat(Stream.of(url), Stream.of("RuleArn=" + arn, "ResetTransforms=true"))
                                        .toArray(String[]::new)))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(forward(Stream.concat(Stream.of(url), Stream.of(rewrite(2, "url-rewrite", "^/b", "/c")))
                        .toArray(String[]::new))))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(forward(Stream.concat(
                                Stream.of(url),
                                Stream.of(
                                        "Transforms.1.UrlRewriteConfig.Rewrites.2.Regex=^/c$",
                                        "Transforms.1.UrlRewriteConfig.Rewrites.2.Replace=/d"))
                        .toArray(String[]::new))))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(forward(rewrite(1, "url-rewrite", "(?=a)", "/b"))))
                .startsWith("400 ValidationError: ");
        assertThat(door.refused(forward(rewrite(1, "url-rewrite", "a".repeat(1025), "/b"))))
                .startsWith("400 ValidationError: ");
        assertThat(door.get("/a")).startsWith("GET /b\n");
        door.elb().call("ModifyRule", "RuleArn=" + arn, "ResetTransforms=true");
        assertThat(door.get("/a")).startsWith("GET /a\n");
    }
}
