package io.underpass.alb;

import io.netty.channel.EventLoop;
import io.underpass.aws.Scope;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Port: calls the Lambda functions that are targets.
 *
 * <p>Threads: safe; never blocking. A call belongs to one event loop: it is made there, and its result arrives there.
 */
@FunctionalInterface
public interface LambdaTargets {

    /** Knows no function. */
    LambdaTargets NONE = (call, result) -> {
        result.accept(new Result.Failed(Reason.UNREACHABLE, "no Lambda endpoint is configured"));
        return () -> {};
    };

    /**
     * Makes {@code call}; {@code result} gets what became of it exactly once, possibly before this call returns, unless
     * the call is cancelled before.
     */
    Running invoke(Call call, Consumer<Result> result);

    /**
     * One invocation.
     *
     * @param functionArn the function's ARN, with its version or alias where it has one
     * @param payload the event, JSON in UTF-8; not changed any more
     * @param scope the account and region of the target group
     * @param eventLoop where the call is made and its result arrives
     * @param timeout from the call to the whole answer
     */
    record Call(String functionArn, byte[] payload, Scope scope, EventLoop eventLoop, Duration timeout) {}

    /** A call that may still be under way. */
    @FunctionalInterface
    interface Running {

        /** Nobody wants the result: it does not arrive any more. Without effect once it has. On the call's event loop. */
        void cancel();
    }

    /** What became of a call. */
    sealed interface Result {

        /** The function returned {@code payload}. */
        record Returned(byte[] payload) implements Result {}

        /**
         * It did not.
         *
         * @param detail for people: what was looked for and what was found
         */
        record Failed(Reason reason, String detail) implements Result {}
    }

    /** Why a function gave no answer, by the names that access logs have for it (AWS: "Error reason codes"). */
    enum Reason {
        /** Lambda lets nobody call it from here. */
        ACCESS_DENIED("LambdaAccessDenied"),
        /** There is no such function, version or alias. */
        NOT_FOUND("LambdaResourceNotFound"),
        /** Too many calls. */
        THROTTLED("LambdaThrottling"),
        /** The function failed. */
        FUNCTION_ERROR("LambdaUnhandled"),
        /** The event is more than Lambda takes. */
        TOO_LARGE("LambdaRequestTooLarge"),
        /** Lambda refused otherwise. */
        REFUSED("LambdaServiceException"),
        /** Nobody answers in Lambda's place. */
        UNREACHABLE("LambdaConnectionError"),
        /** No whole answer came in time. */
        TIMED_OUT("LambdaConnectionTimeout");

        private final String logName;

        Reason(String logName) {
            this.logName = logName;
        }

        /** As access logs write it. */
        public String logName() {
            return logName;
        }
    }
}
