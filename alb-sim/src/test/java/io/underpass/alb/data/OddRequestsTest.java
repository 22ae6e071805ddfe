package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleTransform;
import io.underpass.wire.FakeExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** Whatever a client sends that can be decoded at all, a load balancer has an answer and never fails by itself. */
final class OddRequestsTest {

    private static final int REQUESTS = 1_500;
    private static final String[] METHODS = {"GET", "HEAD", "POST", "OPTIONS", "TRACE", "X-ODD", "get"};
    private static final String[] HOSTS = {
        "",
        " ",
        "a",
        "a.b",
        "A.B:80",
        "a:",
        ":80",
        "a:b",
        "a:99999999999",
        "[::1]",
        "[::1]:80",
        "[::1",
        "]",
        "::1",
        "a,b",
        "a/b",
        "a b",
        "\u00e9.com",
        "%41",
        "..",
        "-",
        "user@a",
        "a:80:90",
        "xn--",
        "127.1",
        "0x7f.1",
        "a\tb"
    };
    private static final String[] PATHS = {
        "/",
        "//",
        "///a//b",
        "/%",
        "/%4",
        "/%zz",
        "/%00",
        "/%ff%fe",
        "/%u0041",
        "/a;b=c",
        "/..",
        "/./a/../..",
        "*",
        "",
        "?",
        "/?",
        "http://other/x",
        "http://",
        "http:///x",
        "HTTPS://[::1]:9/x?y",
        "a",
        "a?b#c",
        "/#",
        "/a#b?c",
        "/r/%zz",
        "/t/a%2Fb",
        "/t/%",
        "/auth/x",
        "/oauth2/idpresponse",
        "/oauth2/idpresponse?state=",
        "/oauth2/idpresponse?state=%zz&code=%",
        "/oauth2/idpresponse?state=AAAA&code=x",
        "/q?a",
        "/q?=",
        "/q?&&",
        "/q?%=%&a=%zz",
        "/q?a=b=c",
        "/q?a=%41%",
        "/\\",
        "/|^`{}"
    };
    private static final String[] QUERIES = {
        "", "", "?", "?a=b", "?%", "?a=%zz&b", "?" + "&".repeat(500), "?a?b", "?=&=", "?#"
    };
    private static final String[] FIELDS = {
        "Cookie",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Amzn-Trace-Id",
        "Authorization",
        "Upgrade",
        "Connection",
        "TE",
        "Expect",
        "Forwarded",
        "User-Agent",
        "X-Kind",
        "Content-Type",
        "Content-Length",
        "X-Amzn-Oidc-Data",
        "Via",
        "Trailer",
        "Range",
        "Keep-Alive",
        "X-Amzn-Mtls-Clientcert"
    };
    private static final String[] VALUES = {
        "",
        " ",
        ",",
        ",,,",
        ";",
        "=",
        "a",
        "a=b",
        "a=b; c=d",
        "AWSALB=",
        "AWSALB=AAAA",
        "AWSALB=%zz; AWSALBTG=!!!",
        "AWSALBTG=AAAA",
        "AWSALBAPP-0=x",
        "AWSALBAPP-0=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "APP=1; APP=2",
        "APP",
        "S-0=1AAAA",
        "S-0=x; S-1=y; S-9=z",
        "S-0=; S-0=",
        "AWSALBAuthNonce=x",
        "Bearer",
        "Bearer ",
        "Bearer a.b.c",
        "Bearer e30.e30.AAAA",
        "Bearer ..",
        "Basic x",
        "Root=",
        "Root=1-x-y",
        "Self=1;Root=1-67891233-abcdef012345678912345678",
        "Root=;Root=",
        "websocket",
        "h2c",
        "close",
        "keep-alive, close",
        "upgrade",
        "Upgrade, Host",
        "Host",
        "100-continue",
        "trailers",
        "1.2.3.4",
        "1.2.3.4, 5.6.7.8:9",
        "[::1]:x",
        "for=x;by=y",
        "-1",
        "99999999999999999999",
        "\u00e9\u00ff",
        "a".repeat(3000),
        "1.1.1.1,".repeat(40),
        "x=" + "y".repeat(5000),
        "\"",
        "\"a",
        "a;q=\"b"
    };

    private final Shop shop = shop();

    private static Shop shop() {
        Shop shop = new Shop();
        Map<String, String> sticky = Map.of("stickiness.enabled", "true", "stickiness.type", "lb_cookie");
        Map<String, String> byApplication = Map.of(
                "stickiness.enabled",
                "true",
                "stickiness.type",
                "app_cookie",
                "stickiness.app_cookie.cookie_name",
                "APP");
        shop.group("orders", sticky, 9001, 9002);
        shop.group("other", byApplication, 9003);
        Action groups = new Action.Forward(
                Optional.empty(),
                List.of(AlbFixtures.weighted("orders", 1), AlbFixtures.weighted("other", 1)),
                true,
                Optional.of(60));
        shop.listen(80, groups);
        shop.rule(80, 1, redirect(), AlbFixtures.path("/r/*"));
        shop.change(s -> s.with(transforming()));
        shop.rule(
                80,
                3,
                AlbFixtures.answer("query"),
                new RuleCondition.QueryString(List.of(
                        new RuleCondition.QueryString.KeyValue(Optional.of("a"), "*"),
                        new RuleCondition.QueryString.KeyValue(Optional.empty(), "?x*"))));
        shop.rule(
                80,
                4,
                AlbFixtures.answer("header"),
                new RuleCondition.HttpHeader("X-Kind", List.of("*a*b*", "?"), List.of()),
                new RuleCondition.SourceIp(List.of(Cidr.parse("203.0.113.0/24").orElseThrow())));
        shop.rule(
                80,
                5,
                AlbFixtures.answer("host"),
                new RuleCondition.HostHeader(List.of(), List.of("^[^.]+\\.b$", "(x+x+)+y")));
        shop.change(s -> s.with(authenticating(6, "/auth/*", oidc())).with(authenticating(7, "/jwt/*", jwt())));
        return shop;
    }

    private static Action redirect() {
        return new Action.Redirect(
                Optional.empty(),
                "#{protocol}",
                "#{port}",
                "x.#{host}",
                "/moved/#{path}",
                "#{query}&#{host}#{port}#{path}",
                "HTTP_302");
    }

    private static Rule transforming() {
        Rule plain = AlbFixtures.rule(80, 2, AlbFixtures.forward("orders"), AlbFixtures.path("/t/*"));
        return new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                2,
                plain.conditions(),
                plain.actions(),
                List.of(
                        new RuleTransform(RuleTransform.URL_REWRITE, "^/t/(.*)$", "/$1"),
                        new RuleTransform(RuleTransform.HOST_HEADER_REWRITE, "^(.*)$", "in.$1")),
                plain.tags());
    }

    private static Rule authenticating(int priority, String path, Action action) {
        Rule plain = AlbFixtures.rule(80, priority, action, AlbFixtures.path(path));
        return new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                priority,
                plain.conditions(),
                List.of(action, AlbFixtures.forward("orders")),
                TreePMap.empty());
    }

    private static Action oidc() {
        return new Action.AuthenticateOidc(
                Optional.empty(),
                "https://idp",
                "https://idp/a",
                "https://idp/t",
                "https://idp/u",
                "c",
                "s",
                new AuthenticationSession("S", "openid", 60, Map.of(), "authenticate"));
    }

    private static Action jwt() {
        return new Action.JwtValidation(Optional.empty(), "https://idp/keys", "https://idp", List.of());
    }

    @Test
    void everyRequestIsAnswered() {
        long seed = Long.getLong("underpass.fuzz.seed", 20261123);
        Random random = new Random(seed);
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            List<String> said = new ArrayList<>();
            FakeExchange exchange = request(random, said);
            try {
                shop.send(exchange);
                exchange.runPending();
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ", request " + i + ": " + said, e);
            }
            assertThat(exchange.hasHead())
                    .as("seed %s, request %s: %s; %s", seed, i, said, exchange.failure())
                    .isTrue();
            exchange.trail().last("nearestRule");
            statuses.merge(exchange.status(), 1, Integer::sum);
        }
        assertThat(statuses).as("seed " + seed).containsKeys(200, 302, 405);
    }

    @Test
    void aRequestThatNamesTooManyAddressesIsRefused() {
        FakeExchange exchange = FakeExchange.of("GET", "/");
        exchange.field("X-Forwarded-For", "1.1.1.1,".repeat(40));

        shop.send(exchange);

        assertThat(exchange.status()).isEqualTo(463);
    }

    private static FakeExchange request(Random random, List<String> said) {
        String target = one(PATHS, random) + one(QUERIES, random);
        FakeExchange exchange = FakeExchange.of(one(METHODS, random), target.isEmpty() ? "/" : target);
        said.add(target);
        if (random.nextInt(10) == 0) {
            exchange.withoutHost();
        } else if (random.nextInt(2) == 0) {
            String host = one(HOSTS, random).strip();
            said.add("Host: " + host);
            exchange.host(host);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            String name = one(FIELDS, random);
            String value = (random.nextInt(4) == 0 ? noise(random) : one(VALUES, random)).strip(); // as decoders do
            said.add(name + ": " + value);
            exchange.field(name, value);
        }
        return exchange;
    }

    private static String one(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append((char) (random.nextInt(5) == 0 ? 0x80 + random.nextInt(0x80) : 0x21 + random.nextInt(0x5e)));
        }
        return text.toString();
    }
}
