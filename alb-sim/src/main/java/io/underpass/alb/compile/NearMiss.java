package io.underpass.alb.compile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule that did not match, and why. The nearest has the fewest conditions that fail; among equals the one whose first
 * failing condition fits the request furthest, then the one with the lowest priority number.
 *
 * <p>Threads: immutable.
 *
 * @param rule the rule
 * @param failing how many of its conditions fail
 * @param condition the first of them
 * @param found what the request has instead
 * @param closeness how far that condition fits
 */
public record NearMiss(CompiledRule rule, int failing, CompiledCondition condition, String found, int closeness)
        implements Comparable<NearMiss> {

    /** Of those of {@code rules} that do not match, the one that nearly did; empty where there is none. */
    public static Optional<NearMiss> nearest(Collection<CompiledRule> rules, RequestFacts request) {
        return rules.stream()
                .map(rule -> of(rule, request))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Says why {@code rule} does not match; empty where it does. */
    private static Optional<NearMiss> of(CompiledRule rule, RequestFacts request) {
        List<CompiledCondition> failing = rule.failing(request);
        if (failing.isEmpty()) {
            return Optional.empty();
        }
        CompiledCondition first = failing.get(0);
        return Optional.of(new NearMiss(rule, failing.size(), first, first.found(request), first.closeness(request)));
    }

    @Override
    public int compareTo(NearMiss other) {
        if (failing != other.failing) {
            return Integer.compare(failing, other.failing);
        }
        if (closeness != other.closeness) {
            return Integer.compare(other.closeness, closeness);
        }
        return Integer.compare(rule.priority(), other.rule.priority());
    }

    @Override
    public String toString() {
        return rule.ruleArn() + " (priority " + rule.priority() + "): " + condition + " does not match " + found;
    }
}
