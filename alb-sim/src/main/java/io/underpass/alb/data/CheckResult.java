package io.underpass.alb.data;

import io.underpass.wire.Failure;

/**
 * What one health check found.
 *
 * <p>Threads: immutable.
 */
sealed interface CheckResult {

    /** The target answered as it should. */
    record Passed() implements CheckResult {}

    /**
     * It did not (spec 3.2).
     *
     * @param reason AWS's code
     * @param description AWS's text
     * @param detail for people
     */
    record Failed(String reason, String description, String detail) implements CheckResult {}

    /** The target answered {@code status}, which does not count as healthy. */
    static Failed mismatch(int status) {
        String text = "Health checks failed with these codes: [" + status + "]";
        return new Failed("Target.ResponseCodeMismatch", text, text);
    }

    /** The target did not answer in time. */
    static Failed timeout() {
        return new Failed("Target.Timeout", "Request timed out", "Request timed out");
    }

    /** The target gave no answer that could be understood. */
    static Failed failed(String detail) {
        return new Failed("Target.FailedHealthChecks", "Health checks failed", detail);
    }

    /** The target gave no answer. */
    static Failed of(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT, CONNECT_TIMEOUT -> new Failed("Target.Timeout", "Request timed out", failure.detail());
            case INTERNAL -> internalError(failure.detail());
            default -> failed(failure.detail());
        };
    }

    /** The check itself was not possible. */
    static Failed internalError(String detail) {
        return new Failed("Elb.InternalError", "Health checks failed due to an internal error", detail);
    }
}
