package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleTransform;
import io.underpass.wire.FakeExchange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No set of rules, and no request, holds up an event loop with regular expressions. */
final class RegexWorkTest {

    /** As slow as they come: after every character of the text it may stand at any of its own. */
    private static final String SLOW = "(a?a?a?a?a?){95}!";

    private static final String LONG_PATH = "/" + "a".repeat(16_000);

    private final Shop shop = Shop.forwarding(80, 9001);

    private void regexRules(int count, String regex) {
        for (int i = 1; i <= count; i++) {
            shop.rule(
                    80,
                    i,
                    AlbFixtures.answer("rule " + i),
                    new RuleCondition.PathPattern(List.of(), List.of(regex, regex, regex, regex, regex)));
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void manySlowExpressionsOnALongPathAreGivenUp() {
        regexRules(100, SLOW);
        FakeExchange exchange = shop.send(FakeExchange.get(LONG_PATH));
        assertThat(exchange.status()).as("the default rule's").isEqualTo(200);
        assertThat(shop.targets.last().address()).isEqualTo("127.0.0.1:9001");
        assertThat(exchange.trail().last("regularExpressions")).contains("not tried");
        String nearest = exchange.trail().last("nearestRule");
        assertThat(nearest).contains("priority");
        assertThat(exchange.trail().last("nearestRule")).as("read again").isEqualTo(nearest);
    }

    @Test
    void whatPeopleWriteIsTriedHoweverManyRulesThereAre() {
        regexRules(100, "/(orders|customers|invoices)/[0-9a-f]{8}-[0-9a-f]{4}/(lines|notes)/?$");
        shop.rule(
                80,
                101,
                AlbFixtures.answer("last"),
                new RuleCondition.PathPattern(List.of(), List.of("/items/[0-9]+/?$")));
        FakeExchange exchange = shop.send(FakeExchange.get("/api/v1/eu-central-1/tenants/4711/carts/815/items/42"));
        assertThat(exchange.text()).isEqualTo("last");
        assertThat(exchange.trail().last("regularExpressions")).isEmpty();
    }

    @Test
    void aRewriteThatIsTooMuchFails() {
        Rule plain = AlbFixtures.rule(80, 1, AlbFixtures.forward("orders"), AlbFixtures.path("*"));
        shop.change(s -> s.with(new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                1,
                plain.conditions(),
                plain.actions(),
                List.of(new RuleTransform(RuleTransform.URL_REWRITE, SLOW, "/b")),
                plain.tags())));
        assertThat(shop.send(FakeExchange.get("/aaa!")).status()).isEqualTo(200);
        FakeExchange exchange = shop.send(FakeExchange.get(LONG_PATH));
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().last("transformStatus")).isEqualTo("TransformCompileTooBig");
    }
}
