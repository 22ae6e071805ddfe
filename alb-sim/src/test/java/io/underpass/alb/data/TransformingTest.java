package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleTransform;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.RequestHead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransformingTest {

    private static final String HOST = RuleTransform.HOST_HEADER_REWRITE;
    private static final String URL = RuleTransform.URL_REWRITE;

    private final Shop shop = Shop.forwarding(80, 9001);

    private void rule(int port, RuleTransform... transforms) {
        shop.change(s -> s.with(rule(port, 1, "*", "orders", transforms)));
    }

    private static Rule rule(int port, int priority, String path, String group, RuleTransform... transforms) {
        Rule plain = AlbFixtures.rule(port, priority, AlbFixtures.forward(group), AlbFixtures.path(path));
        return new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                priority,
                plain.conditions(),
                plain.actions(),
                List.of(transforms),
                plain.tags());
    }

    private RequestHead sent() {
        return shop.targets.last().request().head();
    }

    @Test
    void a16UrlsAreRewrittenWithTheirQuery() {
        rule(80, new RuleTransform(URL, "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1"));
        FakeExchange exchange = shop.send(FakeExchange.get("/dp/B01/"));
        assertThat(sent().target()).isEqualTo("/product.php?id=B01");
        assertThat(exchange.trail().last("transformStatus")).isEqualTo("TransformSuccess");
        assertThat(exchange.trail().last("transformedUri")).isEqualTo("/product.php?id=B01");
        assertThat(exchange.trail().last("transformedHost")).isEmpty();
    }

    @Test
    void a18WhatDoesNotMatchIsForwardedAsItCame() {
        rule(80, new RuleTransform(URL, "^/dp/(.+)$", "/$1"), new RuleTransform(HOST, "^other\\.com$", "x.com"));
        FakeExchange exchange = shop.send(FakeExchange.get("/other%3A?a=%20").host("example.com"));
        assertThat(sent().target()).isEqualTo("/other%3A?a=%20");
        assertThat(sent().headers().getAll("Host")).containsExactly("example.com");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.trail().last("transformedUri")).isEmpty();
    }

    @Test
    void a21TheRewrittenUrlMeetsNoOtherRule() {
        shop.group("second", Map.of(), 9002);
        shop.change(s -> s.with(rule(80, 1, "/a", "orders", new RuleTransform(URL, "^/a$", "/b")))
                .with(rule(80, 2, "/b", "second")));
        shop.send(FakeExchange.get("/a"));
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:9001");
        assertThat(sent().target()).isEqualTo("/b");
    }

    @Test
    void hostsAreRewrittenWithoutTheirPortAndGivenTheListeners() {
        RuleTransform rewrite = new RuleTransform(HOST, "^mywebsite-(.+).com$", "internal.dev.$1.myweb.com");
        rule(80, rewrite);
        FakeExchange exchange = shop.send(FakeExchange.get("/project-a").host("MyWebsite-example.com"));
        assertThat(sent().headers().getAll("Host")).containsExactly("internal.dev.example.myweb.com");
        assertThat(sent().target()).isEqualTo("/project-a");
        assertThat(exchange.trail().last("transformedHost")).isEqualTo("internal.dev.example.myweb.com");

        shop.listen(8080, AlbFixtures.answer("default"));
        rule(8080, rewrite);
        shop.send(8080, FakeExchange.get("/").host("mywebsite-example.com"));
        assertThat(sent().headers().get("Host")).isEqualTo("internal.dev.example.myweb.com:8080");
    }

    @Test
    void aPreservedHostKeepsItsPort() {
        shop.attributes(Map.of("routing.http.preserve_host_header.enabled", "true"));
        rule(80, new RuleTransform(HOST, ".*", "Inner.example.com"));
        shop.send(FakeExchange.get("/").host("a.com:81"));
        assertThat(sent().headers().getAll("Host")).containsExactly("Inner.example.com:81");
    }

    @Test
    void pathsAreDecodedWhereTheyNeedNoEncoding() {
        rule(80, new RuleTransform(URL, "^/my-service", ""));
        shop.send(FakeExchange.get("/my-service/10%3A30%3a00/%2F%20%25%41?x=%3A"));
        assertThat(sent().target()).isEqualTo("/10:30:00/%2F%20%25A?x=%3A");
    }

    @ParameterizedTest
    @CsvSource({
        "url-rewrite,^/a,b,TransformInvalidPath",
        "url-rewrite,^/a$,'/b c',TransformInvalidPath",
        "url-rewrite,^/a$,'',TransformInvalidPath",
        "url-rewrite,^/a$,/$3,TransformReplaceError",
        "host-header-rewrite,.*,'',TransformInvalidHost",
        "host-header-rewrite,.*,a/b,TransformInvalidHost",
        "host-header-rewrite,.*,a b,TransformInvalidHost"
    })
    void aResultThatIsInvalidIsAnsweredWith500(String type, String regex, String replace, String status) {
        rule(80, new RuleTransform(type, regex, replace));
        FakeExchange exchange = shop.send(FakeExchange.get("/a").host("example.com"));
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.responseField("Server")).isEqualTo("awselb/2.0");
        assertThat(exchange.trail().last("transformStatus")).isEqualTo(status);
        assertThat(exchange.trail().failureReason()).startsWith(status + ": ");
        assertThat(exchange.trail().last("target")).isEmpty();
    }
}
