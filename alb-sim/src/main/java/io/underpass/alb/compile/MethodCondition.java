package io.underpass.alb.compile;

import java.util.List;

/**
 * By the method, by case and without wildcards.
 *
 * <p>Threads: immutable.
 */
record MethodCondition(List<String> methods) implements CompiledCondition {

    @Override
    public boolean matches(RequestFacts request) {
        return methods.contains(request.method());
    }

    @Override
    public String found(RequestFacts request) {
        return request.method();
    }

    @Override
    public String toString() {
        return "http-request-method " + methods;
    }
}
