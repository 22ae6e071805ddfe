package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Whatever the rules and the request, the rule is the one that an independent matcher finds by trying them one by one.
 * The seed is in the text of every failure; {@code -Dunderpass.seed=N} takes another, {@code -Dunderpass.cases=N} more
 * or fewer sets of rules.
 */
final class RulePropertiesTest {

    private static final long SEED = Long.getLong("underpass.seed", 20151215);
    private static final int CASES = Integer.getInteger("underpass.cases", 3_000);
    private static final int REQUESTS = 20;
    private static final String NONE = "the default rule";

    @Test
    void theRuleIsTheOneFoundByTryingAll() {
        Map<String, Integer> met = new HashMap<>();
        for (int number = 0; number < CASES; number++) {
            long seed = SEED + number;
            RandomRules random = new RandomRules(seed);
            List<Rule> rules = random.rules();
            CompiledListener listener = listener(CompiledRules.NONE.next(byPriority(rules)));
            for (int request = 0; request < REQUESTS; request++) {
                met.merge(check(seed, listener, rules, random.request()), 1, Integer::sum);
            }
        }
        // The test is worth its name only if rules and the default rule are met, each in good part.
        int defaults = met.getOrDefault(NONE, 0);
        assertThat(defaults).isBetween(CASES * REQUESTS / 20, CASES * REQUESTS * 19 / 20);
    }

    @Test
    void andStaysSoFromChangeToChange() {
        RandomRules random = new RandomRules(SEED);
        Random choice = new Random(SEED);
        CompiledRules compiled = CompiledRules.NONE;
        PSortedMap<Integer, Rule> rules = TreePMap.empty();
        for (int change = 0; change < CASES; change++) {
            int priority = 1 + choice.nextInt(40);
            rules = choice.nextInt(3) == 0 ? rules.minus(priority) : rules.plus(priority, random.rule(priority));
            compiled = compiled.next(rules);
            CompiledListener listener = listener(compiled);
            for (int request = 0; request < 5; request++) {
                check(SEED, listener, new ArrayList<>(rules.values()), random.request());
            }
        }
    }

    private static String check(long seed, CompiledListener listener, List<Rule> rules, Facts request) {
        CompiledRule found = listener.rule(request);
        String expected =
                NaiveMatcher.firstMatch(rules, request).map(Rule::ruleArn).orElse(NONE);
        assertThat(found.priority() == CompiledRule.DEFAULT_PRIORITY ? NONE : found.ruleArn())
                .as("seed %s: %s among %s", seed, request, rules)
                .isEqualTo(expected);
        return expected;
    }

    private static CompiledListener listener(CompiledRules rules) {
        return new CompiledListener(AlbFixtures.listener(80, AlbFixtures.answer("default")), rules);
    }

    private static PSortedMap<Integer, Rule> byPriority(List<Rule> rules) {
        PSortedMap<Integer, Rule> ordered = TreePMap.empty();
        for (Rule rule : rules) {
            ordered = ordered.plus(rule.priority(), rule);
        }
        return ordered;
    }
}
