package io.underpass.gateway.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One condition of a statement. All keys that requests have here have one value, so that AWS's qualifiers of sets
 * matter only where a key is missing.
 *
 * <p>Threads: immutable.
 *
 * @param key in lower case
 * @param whenAbsent what holds of a request that does not have the key
 * @param negated whether none of {@code tests} may succeed, instead of one having to
 * @param tests one for each value in the policy
 */
record Condition(String key, boolean whenAbsent, boolean negated, List<Predicate<String>> tests) {

    boolean holds(PolicyRequest request) {
        Optional<String> value = request.keys().apply(key);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            return negated ^ tests.stream().anyMatch(test -> test.test(value.get()));
        } catch (IllegalArgumentException e) {
            return false; // a value of another kind than the operator's matches nothing, negated or not
        }
    }
}
