package io.underpass.alb.compile;

import java.util.List;

/**
 * By the path as received: by case, without the query, {@code //} not merged (observed on AWS).
 *
 * <p>Threads: immutable.
 */
record PathPatternCondition(List<Glob> patterns) implements CompiledCondition {

    @Override
    public boolean matches(RequestFacts request) {
        for (Glob pattern : patterns) {
            if (pattern.matches(request.path())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        return request.path();
    }

    @Override
    public int closeness(RequestFacts request) {
        return patterns.stream()
                .mapToInt(pattern -> pattern.commonPrefix(request.path()))
                .max()
                .orElse(0);
    }

    @Override
    public List<PathPrefix> pathPrefixes() {
        return patterns.stream()
                .map(pattern -> new PathPrefix(pattern.literalPrefix(), pattern.isLiteral()))
                .toList();
    }

    @Override
    public String toString() {
        return "path-pattern " + patterns;
    }
}
