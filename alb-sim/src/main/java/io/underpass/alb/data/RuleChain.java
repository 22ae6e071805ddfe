package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.compile.NearMiss;
import io.underpass.wire.Trail;
import org.pcollections.PSortedMap;

/** Finds the rule of a request and writes it down. Threads: safe, holds nothing. */
final class RuleChain {

    private RuleChain() {}

    /**
     * For readers of the trail: worked out only when somebody does read it. It may be kept for long, and so keeps what
     * conditions look at and nothing else.
     */
    private record Nearest(PSortedMap<Integer, CompiledRule> rules, ExchangeFacts facts) {
        @Override
        public String toString() {
            return NearMiss.nearest(rules.values(), facts.again())
                    .map(NearMiss::toString)
                    .orElse("");
        }
    }

    static CompiledRule match(CompiledListener listener, ExchangeFacts facts, Trail trail) {
        CompiledRule rule = listener.rule(facts);
        trail.note(TrailSteps.RULE, rule.ruleArn());
        if (facts.exceedsRegexWork()) {
            trail.note(TrailSteps.REGULAR_EXPRESSIONS, "some were not tried: too large for so long a text");
        }
        if (listener.isMiss(rule)) {
            ExchangeFacts kept = facts.withOnly(listener.headersLookedAt());
            trail.note(TrailSteps.NEAREST_RULE, new Nearest(listener.rulesByPriority(), kept));
        }
        return rule;
    }
}
