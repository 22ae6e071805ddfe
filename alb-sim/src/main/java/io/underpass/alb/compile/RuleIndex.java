package io.underpass.alb.compile;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Finds the first rule that matches without trying those whose path patterns all begin with another segment: rules for
 * {@code /orders/*} and the like are kept by that segment, the others in one list, and the two are walked together in
 * the order of priority.
 *
 * <p>Threads: immutable.
 */
public final class RuleIndex {

    private static final CompiledRule[] NONE = {};

    /** Of no rules. */
    static final RuleIndex EMPTY = new RuleIndex(SegmentTable.EMPTY, NONE);

    private final SegmentTable byFirstSegment;
    private final CompiledRule[] general;

    private RuleIndex(SegmentTable byFirstSegment, CompiledRule[] general) {
        this.byFirstSegment = byFirstSegment;
        this.general = general;
    }

    /** This index and {@code rule}, whose priority no other has. */
    RuleIndex with(CompiledRule rule) {
        return change(rule, RuleIndex::insert);
    }

    /** This index without {@code rule}. */
    RuleIndex without(CompiledRule rule) {
        return change(rule, RuleIndex::remove);
    }

    private RuleIndex change(CompiledRule rule, BiFunction<CompiledRule[], CompiledRule, CompiledRule[]> change) {
        Set<String> segments = firstSegments(rule);
        if (segments.isEmpty()) {
            return new RuleIndex(byFirstSegment, change.apply(general, rule));
        }
        SegmentTable changed = byFirstSegment;
        for (String segment : segments) {
            changed = changed.with(segment, change.apply(changed.get(segment, 0, segment.length()), rule));
        }
        return new RuleIndex(changed, general);
    }

    private static CompiledRule[] insert(CompiledRule[] rules, CompiledRule rule) {
        int at = rules.length;
        while (at > 0 && rules[at - 1].priority() > rule.priority()) {
            at--;
        }
        CompiledRule[] more = Arrays.copyOf(rules, rules.length + 1);
        System.arraycopy(rules, at, more, at + 1, rules.length - at);
        more[at] = rule;
        return more;
    }

    private static CompiledRule[] remove(CompiledRule[] rules, CompiledRule rule) {
        return Arrays.stream(rules).filter(other -> other != rule).toArray(CompiledRule[]::new);
    }

    /** The rule with the lowest priority number that matches; {@code otherwise} where none does. */
    CompiledRule first(RequestFacts request, CompiledRule otherwise) {
        CompiledRule[] named = named(request.path());
        int n = 0;
        int g = 0;
        while (n < named.length || g < general.length) {
            boolean takeNamed =
                    g == general.length || (n < named.length && named[n].priority() < general[g].priority());
            CompiledRule rule = takeNamed ? named[n++] : general[g++];
            if (rule.matches(request)) {
                return rule;
            }
        }
        return otherwise;
    }

    private CompiledRule[] named(String path) {
        if (byFirstSegment.isEmpty() || !path.startsWith("/")) {
            return NONE;
        }
        int slash = path.indexOf('/', 1);
        return byFirstSegment.get(path, 1, slash < 0 ? path.length() : slash);
    }

    /** The first segments a matching path can have; empty where it can have any. */
    private static Set<String> firstSegments(CompiledRule rule) {
        Set<String> segments = new HashSet<>();
        for (Glob pattern : rule.pathPatterns().orElse(List.of())) {
            String prefix = pattern.literalPrefix();
            int slash = prefix.indexOf('/', 1);
            if (!prefix.startsWith("/") || (slash < 0 && !pattern.isLiteral())) {
                return Set.of();
            }
            segments.add(prefix.substring(1, slash < 0 ? prefix.length() : slash));
        }
        return segments;
    }
}
