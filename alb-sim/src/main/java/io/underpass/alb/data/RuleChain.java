package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.compile.NearMiss;
import io.underpass.wire.Trail;

/** Finds the rule of a request and writes it down. Threads: safe, holds nothing. */
final class RuleChain {

    private RuleChain() {}

    /** For readers of the trail: worked out only when somebody does read it. */
    private record Nearest(CompiledListener listener, ExchangeFacts facts) {
        @Override
        public String toString() {
            return listener.nearest(facts).map(NearMiss::toString).orElse("");
        }
    }

    static CompiledRule match(CompiledListener listener, ExchangeFacts facts, Trail trail) {
        CompiledRule rule = listener.rule(facts);
        trail.note(TrailSteps.RULE, rule.ruleArn());
        if (listener.isMiss(rule)) {
            trail.note(TrailSteps.NEAREST_RULE, new Nearest(listener, facts));
        }
        return rule;
    }
}
