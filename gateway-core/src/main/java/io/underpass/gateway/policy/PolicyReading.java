package io.underpass.gateway.policy;

/**
 * What reading a policy leads to.
 *
 * <p>Threads: immutable.
 */
public sealed interface PolicyReading {

    /** It can be judged by. */
    record Readable(PolicyDocument document) implements PolicyReading {}

    /**
     * It is no policy.
     *
     * @param reason for people
     */
    record Invalid(String reason) implements PolicyReading {}

    /**
     * AWS understands it and Underpass does not.
     *
     * @param feature what is missing, as a noun phrase
     */
    record NotEmulated(String feature) implements PolicyReading {}
}
