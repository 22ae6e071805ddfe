package io.underpass.wire;

/**
 * What a check made of its input: a value to go on with, or a refusal.
 *
 * <p>Threads: immutable.
 */
sealed interface Verdict<T> {

    /** The check passed and gave {@code value}. */
    record Passed<T>(T value) implements Verdict<T> {}

    /** The check failed. */
    record Refused<T>(Refusal refusal) implements Verdict<T> {}

    static <T> Verdict<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Verdict<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Verdict<T> refused(String reason) {
        return new Refused<>(Refusal.badRequest(reason));
    }
}
