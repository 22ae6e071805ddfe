package io.underpass.alb.compile;

import java.util.List;

/**
 * By the first Host field without its port, without case. That the port is left out is a guess: patterns cannot hold a
 * colon.
 *
 * <p>Threads: immutable.
 */
record HostHeaderCondition(List<Glob> patterns) implements CompiledCondition {

    @Override
    public boolean matches(RequestFacts request) {
        for (Glob pattern : patterns) {
            if (pattern.matches(request.host())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        return request.host();
    }

    @Override
    public int closeness(RequestFacts request) {
        return patterns.stream()
                .mapToInt(pattern -> pattern.commonPrefix(request.host()))
                .max()
                .orElse(0);
    }

    @Override
    public List<String> hosts() {
        return patterns.stream().allMatch(Glob::isLiteral)
                ? patterns.stream().map(Glob::literalPrefix).distinct().toList()
                : List.of();
    }

    @Override
    public String toString() {
        return "host-header " + patterns;
    }
}
