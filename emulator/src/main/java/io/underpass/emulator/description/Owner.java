package io.underpass.emulator.description;

import io.underpass.aws.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * Whose a resource is: made of which description, as a tag says. Threads: immutable.
 *
 * @param scope where its resources are
 * @param name the description's
 */
record Owner(Scope scope, String name) {

    /** The tag that says it. */
    static final String TAG = "underpass:description";

    boolean owns(Scope where, Map<String, String> tags) {
        return scope.equals(where) && name.equals(tags.get(TAG));
    }

    Map<String, String> tags() {
        return Map.of(TAG, name);
    }

    /** Why {@code what}, which exists with {@code tags}, cannot be made: somebody else's must not be changed. */
    static String taken(String what, Map<String, String> tags) {
        return Optional.ofNullable(tags.get(TAG))
                .map(other -> what + " is the description '" + other + "''s; two descriptions cannot have it both")
                .orElse(what + " exists already and was not made of a description; delete it, or choose another name");
    }
}
