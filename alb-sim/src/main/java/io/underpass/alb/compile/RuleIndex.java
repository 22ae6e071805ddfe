package io.underpass.alb.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the first rule that matches without trying those whose path patterns all begin with another segment: rules for
 * {@code /orders/*} and the like are kept by that segment, the others in one list, and the two are walked together in
 * the order of priority.
 *
 * <p>Threads: immutable.
 */
public final class RuleIndex {

    private static final CompiledRule[] NONE = {};

    private final Map<String, CompiledRule[]> byFirstSegment;
    private final CompiledRule[] general;

    private RuleIndex(Map<String, CompiledRule[]> byFirstSegment, CompiledRule[] general) {
        this.byFirstSegment = byFirstSegment;
        this.general = general;
    }

    /** Indexes {@code rules}, which are in the order of priority. */
    static RuleIndex of(List<CompiledRule> rules) {
        Map<String, List<CompiledRule>> bySegment = new HashMap<>();
        List<CompiledRule> general = new ArrayList<>();
        for (CompiledRule rule : rules) {
            Set<String> segments = firstSegments(rule);
            if (segments.isEmpty()) {
                general.add(rule);
            }
            for (String segment : segments) {
                bySegment.computeIfAbsent(segment, s -> new ArrayList<>()).add(rule);
            }
        }
        Map<String, CompiledRule[]> index = new HashMap<>();
        bySegment.forEach((segment, found) -> index.put(segment, found.toArray(NONE)));
        return new RuleIndex(index, general.toArray(NONE));
    }

    /** The rule with the lowest priority number that matches; empty where none does. */
    Optional<CompiledRule> first(RequestFacts request) {
        CompiledRule[] named = named(request.path());
        int n = 0;
        int g = 0;
        while (n < named.length || g < general.length) {
            boolean takeNamed =
                    g == general.length || (n < named.length && named[n].priority() < general[g].priority());
            CompiledRule rule = takeNamed ? named[n++] : general[g++];
            if (rule.matches(request)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private CompiledRule[] named(String path) {
        if (byFirstSegment.isEmpty() || !path.startsWith("/")) {
            return NONE;
        }
        int slash = path.indexOf('/', 1);
        return byFirstSegment.getOrDefault(path.substring(1, slash < 0 ? path.length() : slash), NONE);
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
