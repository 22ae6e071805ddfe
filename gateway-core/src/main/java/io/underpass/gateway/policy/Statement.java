package io.underpass.gateway.policy;

import java.util.List;

/**
 * One statement of a policy.
 *
 * <p>Threads: immutable.
 *
 * @param allows whether its effect is Allow
 */
record Statement(
        boolean allows, Principals principals, Patterns actions, Patterns resources, List<Condition> conditions) {

    /** Patterns of which one has to match, or, {@code negated}, none may. */
    record Patterns(boolean negated, List<Glob> globs) {

        boolean match(String text) {
            return negated ^ globs.stream().anyMatch(glob -> glob.matches(text));
        }
    }

    boolean appliesTo(PolicyRequest request) {
        if (!actions.match(request.action())
                || !resources.match(request.resource())
                || !principals.include(request.principal())) {
            return false;
        }
        for (Condition condition : conditions) {
            if (!condition.holds(request)) {
                return false;
            }
        }
        return true;
    }
}
