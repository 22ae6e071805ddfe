package io.underpass.aws.state;

/**
 * Looks whether the parts of a state that came from outside fit together: what operations never let happen, and what
 * the rest of the program relies on.
 *
 * <p>Threads: safe.
 *
 * @param <S> the state
 */
@FunctionalInterface
public interface StateCheck<S> {

    /** Throws {@link UnreadableState} with the place of the first part that does not fit. */
    void check(S state);

    /** Refuses a key that is not what its entry calls itself. */
    static void key(String key, String own, Object... steps) {
        if (!key.equals(own)) {
            throw UnreadableState.at("is '" + own + "', but the key of its entry is '" + key + "'", steps);
        }
    }

    /** Refuses a reference to what does not exist. */
    static void reference(boolean exists, String what, String name, Object... steps) {
        if (!exists) {
            throw UnreadableState.at("there is no " + what + " '" + name + "'", steps);
        }
    }
}
