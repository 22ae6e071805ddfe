package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

final class RuleIndexTest {

    private static final String[] PATTERNS = {
        "/a", "/a/*", "/a/b", "/a*", "/b/*/c", "/b?c", "*", "/*", "/c/?", "//a", "/b/b*", "/c", "/c/*", "x*", "/"
    };
    private static final String[] PATHS = {
        "/", "/a", "/a/", "/a/b", "/a/b/c", "/b/x/c", "/bxc", "/b/c", "//a", "/c", "/c/d", "/c/de", "*", "/z", "/ab"
    };

    @Test
    void findsWhatTryingEveryRuleFinds() {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            List<Rule> rules = randomRules(random);
            CompiledListener listener =
                    new CompiledListener(AlbFixtures.listener(80, AlbFixtures.answer("default")), compile(rules));
            for (String path : PATHS) {
                Facts facts = Facts.get(path).withMethod(random.nextBoolean() ? "GET" : "POST");
                assertThat(listener.rule(facts).ruleArn())
                        .as("%s among %s", facts, rules)
                        .isEqualTo(byTryingAll(rules, facts));
            }
        }
    }

    @Test
    void allConditionsOfARuleMustHold() {
        CompiledListener listener = new CompiledListener(
                AlbFixtures.listener(80, AlbFixtures.answer("default")),
                compile(List.of(AlbFixtures.rule(
                        80,
                        1,
                        AlbFixtures.answer("x"),
                        AlbFixtures.path("/a", "/b"),
                        new RuleCondition.HttpRequestMethod(List.of("GET"))))));
        assertThat(listener.rule(Facts.get("/b")).priority()).isEqualTo(1);
        assertThat(listener.rule(Facts.get("/b").withMethod("PUT")).priority())
                .isEqualTo(CompiledRule.DEFAULT_PRIORITY);
    }

    @Test
    void namesTheRuleThatNearlyMatched() {
        CompiledListener listener = new CompiledListener(
                AlbFixtures.listener(80, AlbFixtures.answer("default")),
                compile(List.of(
                        AlbFixtures.rule(80, 5, AlbFixtures.answer("u"), AlbFixtures.path("/users/*")),
                        AlbFixtures.rule(80, 9, AlbFixtures.answer("o"), AlbFixtures.path("/orders/*")))));
        assertThat(listener.isMiss(listener.rule(Facts.get("/order/1")))).isTrue();
        assertThat(NearMiss.nearest(listener.rulesByPriority().values(), Facts.get("/order/1"))
                        .orElseThrow())
                .hasToString(
                        AlbFixtures.ruleArn(80, 9) + " (priority 9): path-pattern [/orders/*] does not match /order/1");
    }

    @Test
    void changeByChangeItBecomesWhatItWouldBeFromScratch() {
        Random random = new Random(7);
        CompiledRules ready = CompiledRules.NONE;
        PSortedMap<Integer, Rule> rules = TreePMap.empty();
        for (int round = 0; round < 3_000; round++) {
            int priority = 1 + random.nextInt(20);
            rules = random.nextInt(3) == 0
                    ? rules.minus(priority)
                    : rules.plus(
                            priority, AlbFixtures.rule(80, priority, anyForward(random), randomConditions(random)));
            ready = ready.next(rules);
            CompiledListener listener =
                    new CompiledListener(AlbFixtures.listener(80, AlbFixtures.answer("default")), ready);
            List<Rule> ordered = List.copyOf(rules.values());
            for (String path : PATHS) {
                assertThat(listener.rule(Facts.get(path)).ruleArn()).isEqualTo(byTryingAll(ordered, Facts.get(path)));
            }
            CompiledRules scratch = compile(ordered);
            assertThat(ready.byPriority()).hasToString(scratch.byPriority().toString());
            assertThat(ready.targetGroups()).isEqualTo(scratch.targetGroups());
            assertThat(ready.headers()).isEqualTo(scratch.headers());
            for (Rule rule : ordered) {
                assertThat(ready.sharesOut(rule.ruleArn())).isEqualTo(scratch.sharesOut(rule.ruleArn()));
            }
        }
    }

    private static Action anyForward(Random random) {
        String one = "g" + random.nextInt(3);
        return random.nextBoolean()
                ? AlbFixtures.forward(one)
                : AlbFixtures.forward(AlbFixtures.weighted(one, 1), AlbFixtures.weighted("other", 1));
    }

    private static CompiledRules compile(List<Rule> rules) {
        PSortedMap<Integer, Rule> ordered = TreePMap.empty();
        for (Rule rule : rules) {
            ordered = ordered.plus(rule.priority(), rule);
        }
        return CompiledRules.NONE.next(ordered);
    }

    private static List<Rule> randomRules(Random random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(12))
                .mapToObj(priority ->
                        AlbFixtures.rule(80, priority * 10, AlbFixtures.answer("x"), randomConditions(random)))
                .toList();
    }

    private static RuleCondition[] randomConditions(Random random) {
        List<RuleCondition> conditions = new ArrayList<>();
        if (random.nextInt(5) == 0) {
            conditions.add(new RuleCondition.HttpRequestMethod(List.of("POST")));
        }
        if (random.nextInt(5) == 0) {
            conditions.add(new RuleCondition.HttpHeader("X-" + random.nextInt(3), List.of("*")));
        }
        if (conditions.isEmpty() || random.nextBoolean()) {
            conditions.add(AlbFixtures.path(random.ints(1 + random.nextInt(3), 0, PATTERNS.length)
                    .mapToObj(i -> PATTERNS[i])
                    .toArray(String[]::new)));
        }
        return conditions.toArray(RuleCondition[]::new);
    }

    private static String byTryingAll(List<Rule> rules, Facts facts) {
        return rules.stream()
                .filter(rule -> rule.conditions().stream()
                        .allMatch(condition ->
                                ConditionCompiler.compile(condition).matches(facts)))
                .map(Rule::ruleArn)
                .findFirst()
                .orElse(AlbFixtures.listener(80, AlbFixtures.answer("default")).defaultRuleArn());
    }
}
