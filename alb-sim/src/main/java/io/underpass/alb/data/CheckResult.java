package io.underpass.alb.data;

import io.underpass.wire.Failure;

/**
 * What one health check found.
 *
 * <p>Threads: immutable.
 */
sealed interface CheckResult {

    /** What stands for a code where there is none. */
    String NO_CODE = "";

    /** The code that the target answered with; empty where it did not, or none is asked for. */
    String code();

    /** The target answered as it should. */
    record Passed(String code) implements CheckResult {}

    /**
     * It did not (spec 3.2).
     *
     * @param reason AWS's code
     * @param description AWS's text
     * @param detail for people
     * @param logged what health check logs call the reason (spec 6.3)
     */
    record Failed(String reason, String description, String detail, String code, String logged)
            implements CheckResult {}

    /** The target answered {@code status}, as it should. */
    static Passed passed(int status) {
        return new Passed(Integer.toString(status));
    }

    /** The target answered {@code status}, which does not count as healthy. */
    static Failed mismatch(int status) {
        return mismatch(status, status >= 500 ? "TargetError" : "ResponseCodeMismatch");
    }

    /** The target answered a call of gRPC with {@code code}, which does not count as healthy. */
    static Failed grpcMismatch(int code) {
        return mismatch(code, "GRPCUnexpectedStatus");
    }

    /** The target answered a call of gRPC with an empty status, which counts as {@code code}. */
    static Failed grpcEmpty(int code) {
        return mismatch(code, "GRPCStatusHeaderEmpty");
    }

    private static Failed mismatch(int code, String logged) {
        String text = "Health checks failed with these codes: [" + code + "]";
        return new Failed("Target.ResponseCodeMismatch", text, text, Integer.toString(code), logged);
    }

    /** The target did not answer in time. */
    static Failed timeout() {
        return timeout("Request timed out");
    }

    private static Failed timeout(String detail) {
        return new Failed("Target.Timeout", "Request timed out", detail, NO_CODE, "TimedOut");
    }

    /** The target gave no answer that could be understood. */
    static Failed failed(String detail) {
        return failed(detail, "TargetError");
    }

    private static Failed failed(String detail, String logged) {
        return new Failed("Target.FailedHealthChecks", "Health checks failed", detail, NO_CODE, logged);
    }

    /** The target gave no answer. What logs call one that takes no connection, or the wrong one, is a guess. */
    static Failed of(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT, CONNECT_TIMEOUT -> timeout(failure.detail());
            case INTERNAL -> internalError(failure.detail());
            case MALFORMED, TOO_LARGE -> failed(failure.detail());
            default -> failed(failure.detail(), "ConnectionReset");
        };
    }

    /** The check itself was not possible. */
    static Failed internalError(String detail) {
        return new Failed(
                "Elb.InternalError", "Health checks failed due to an internal error", detail, NO_CODE, "InternalError");
    }
}
