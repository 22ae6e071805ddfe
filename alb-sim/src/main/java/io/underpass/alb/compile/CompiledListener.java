package io.underpass.alb.compile;

import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A listener and its rules.
 *
 * <p>Threads: immutable.
 */
public final class CompiledListener {

    private final Listener source;
    private final List<Rule> sourceRules;
    private final List<CompiledRule> rules;
    private final RuleIndex index;
    private final CompiledRule defaultRule;
    private final ResponseHeaderSettings responseHeaders;

    /** Compiles {@code source} and its rules, which are in the order of priority. */
    CompiledListener(Listener source, List<Rule> sourceRules) {
        this.source = source;
        this.sourceRules = sourceRules;
        this.rules = sourceRules.stream().map(CompiledListener::compile).toList();
        this.index = RuleIndex.of(rules);
        this.defaultRule = new CompiledRule(
                source.defaultRuleArn(),
                CompiledRule.DEFAULT_PRIORITY,
                List.of(),
                ActionCompiler.compile(source.defaultActions()));
        this.responseHeaders = ResponseHeaderSettings.of(new Attributes(source.attributes()));
    }

    /** The listener's ARN. */
    public String arn() {
        return source.listenerArn();
    }

    /** Where it listens. */
    public int port() {
        return source.port();
    }

    /** What its clients speak: http or https. */
    public String scheme() {
        return source.protocol().equals("HTTPS") ? "https" : "http";
    }

    /** What it does with the header fields of responses. */
    public ResponseHeaderSettings responseHeaders() {
        return responseHeaders;
    }

    /** The first rule by priority that matches, else the default rule. */
    public CompiledRule rule(RequestFacts request) {
        return index.first(request).orElse(defaultRule);
    }

    /** Whether {@code rule} was taken only because none of the others matched. */
    public boolean isMiss(CompiledRule rule) {
        return rule == defaultRule && !rules.isEmpty();
    }

    /** Of the rules that do not match, the one that nearly did; empty where there are no rules. */
    public Optional<NearMiss> nearest(RequestFacts request) {
        return rules.stream()
                .map(rule -> NearMiss.of(rule, request))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The ARNs of the rules that share their requests out between several groups. */
    List<String> sharingRules() {
        return Stream.concat(rules.stream(), Stream.of(defaultRule))
                .filter(rule -> rule.action() instanceof CompiledAction.Forward forward
                        && forward.turns().size() > 1)
                .map(CompiledRule::ruleArn)
                .toList();
    }

    /** Whether it was compiled from these very objects. */
    boolean isOf(Listener listener, List<Rule> listenerRules) {
        if (source != listener || sourceRules.size() != listenerRules.size()) {
            return false;
        }
        for (int i = 0; i < listenerRules.size(); i++) {
            if (sourceRules.get(i) != listenerRules.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static CompiledRule compile(Rule rule) {
        return new CompiledRule(
                rule.ruleArn(),
                rule.priority(),
                rule.conditions().stream().map(ConditionCompiler::compile).toList(),
                ActionCompiler.compile(rule.actions()));
    }
}
