package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Listener;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A listener and its rules.
 *
 * <p>Threads: immutable.
 */
public final class CompiledListener {

    private final Listener source;
    private final CompiledRules rules;
    private final CompiledRule defaultRule;
    private final ResponseHeaderSettings responseHeaders;

    CompiledListener(Listener source, CompiledRules rules) {
        this.source = source;
        this.rules = rules;
        this.defaultRule = CompiledRule.defaultOf(source);
        this.responseHeaders = ResponseHeaderSettings.of(source.attributes());
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
        return rules.index().first(request).orElse(defaultRule);
    }

    /** Whether {@code rule} was taken only because none of the others matched. */
    public boolean isMiss(CompiledRule rule) {
        return rule == defaultRule && !rules.inOrder().isEmpty();
    }

    /** Of the rules that do not match, the one that nearly did; empty where there are no rules. */
    public Optional<NearMiss> nearest(RequestFacts request) {
        return rules.inOrder().stream()
                .map(rule -> NearMiss.of(rule, request))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Whether its rule with this ARN shares its requests out between several groups. */
    boolean sharesOut(String ruleArn) {
        return rules.sharesOut(ruleArn)
                || (defaultRule.sharesOut() && defaultRule.ruleArn().equals(ruleArn));
    }

    /** The ARNs of the target groups that its rules name, the default rule too. */
    Stream<String> targetGroups() {
        return Stream.concat(Action.targetGroups(source.defaultActions()), rules.targetGroups().stream());
    }

    /** Its rules, the default rule excepted. */
    CompiledRules rules() {
        return rules;
    }

    /** Whether it was compiled from this very object and has these rules. */
    boolean isOf(Listener listener, CompiledRules listenerRules) {
        return source == listener && rules == listenerRules;
    }
}
