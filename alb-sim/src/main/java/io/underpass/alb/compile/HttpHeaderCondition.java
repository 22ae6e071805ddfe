package io.underpass.alb.compile;

import java.util.List;
import java.util.Optional;

/**
 * By any occurrence of a header field, name and value without case.
 *
 * <p>Threads: immutable.
 */
record HttpHeaderCondition(String name, List<Glob> patterns) implements CompiledCondition {

    @Override
    public boolean matches(RequestFacts request) {
        for (String value : request.header(name)) {
            for (Glob pattern : patterns) {
                if (pattern.matches(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        List<String> values = request.header(name);
        return values.isEmpty() ? "no such header" : String.join(", ", values);
    }

    @Override
    public Optional<String> header() {
        return Optional.of(name);
    }

    @Override
    public String toString() {
        return "http-header " + name + ' ' + patterns;
    }
}
