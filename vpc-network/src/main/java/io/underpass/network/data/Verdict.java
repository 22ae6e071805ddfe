package io.underpass.network.data;

/**
 * Whether traffic gets through.
 *
 * <p>Threads: immutable.
 */
public sealed interface Verdict {

    /** It does. */
    record Reachable() implements Verdict {}

    /**
     * It is dropped.
     *
     * @param reason for people: what is missing
     */
    record Unreachable(String reason) implements Verdict {}
}
