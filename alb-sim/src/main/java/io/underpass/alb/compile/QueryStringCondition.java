package io.underpass.alb.compile;

import java.util.List;
import java.util.Optional;

/**
 * By any {@code key=value} pair of the query, without case and, a guess, undecoded. A parameter without {@code =} has
 * an empty value (a guess).
 *
 * <p>Threads: immutable.
 */
record QueryStringCondition(List<Pair> pairs) implements CompiledCondition {

    /** A pattern for the value and, where it matters, for the key. */
    record Pair(Optional<Glob> key, Glob value) {

        boolean matches(String query, int from, int equals, int to) {
            return (key.isEmpty() || key.get().matches(query, from, equals))
                    && value.matches(query, Math.min(equals + 1, to), to);
        }

        @Override
        public String toString() {
            return key.map(k -> k + "=" + value).orElseGet(value::toString);
        }
    }

    @Override
    public boolean matches(RequestFacts request) {
        String query = request.query();
        int from = 0;
        while (from < query.length()) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            if (to > from && anyMatches(query, from, to)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        return request.query().isEmpty() ? "no query" : request.query();
    }

    @Override
    public String toString() {
        return "query-string " + pairs;
    }

    private boolean anyMatches(String query, int from, int to) {
        int sign = query.indexOf('=', from);
        int equals = sign < 0 || sign > to ? to : sign;
        for (Pair pair : pairs) {
            if (pair.matches(query, from, equals, to)) {
                return true;
            }
        }
        return false;
    }
}
