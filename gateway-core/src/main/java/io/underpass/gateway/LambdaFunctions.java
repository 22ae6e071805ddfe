package io.underpass.gateway;

import io.netty.channel.EventLoop;
import io.underpass.aws.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Port: calls Lambda functions, through whatever answers Lambda's Invoke API here.
 *
 * <p>Threads: safe; never blocking. A call belongs to one event loop: it is made there, and its result arrives there.
 */
@FunctionalInterface
public interface LambdaFunctions {

    /** Knows no function. */
    LambdaFunctions NONE = (call, result) -> {
        result.accept(new Result.NotConfigured("no Lambda endpoint is configured"));
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
     * @param functionArn the function's ARN, with its qualifier (version or alias) where it has one
     * @param payload the event, JSON in UTF-8; not changed any more
     * @param type whether the caller waits for the function
     * @param scope the account and region of the API
     * @param eventLoop where the call is made and its result arrives
     * @param timeout from the call to the whole answer
     */
    record Call(
            String functionArn,
            byte[] payload,
            InvocationType type,
            Scope scope,
            EventLoop eventLoop,
            Duration timeout) {

        /** A call that waits for the function. */
        public static Call of(String functionArn, byte[] payload, Scope scope, EventLoop eventLoop, Duration timeout) {
            return new Call(functionArn, payload, InvocationType.REQUEST_RESPONSE, scope, eventLoop, timeout);
        }
    }

    /** The values of {@code X-Amz-Invocation-Type}. */
    enum InvocationType {
        /** The answer is the function's. */
        REQUEST_RESPONSE("RequestResponse"),
        /** The function is queued; the answer is empty. */
        EVENT("Event"),
        /** Nothing is called; the answer says whether it could be. */
        DRY_RUN("DryRun");

        private final String awsName;

        InvocationType(String awsName) {
            this.awsName = awsName;
        }

        /** The type that AWS writes {@code name}; empty where there is none. */
        public static Optional<InvocationType> named(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.awsName.equals(name))
                    .findFirst();
        }

        /** As AWS writes it. */
        public String awsName() {
            return awsName;
        }
    }

    /** A call that may still be under way. */
    @FunctionalInterface
    interface Running {

        /** Nobody wants the result: it does not arrive any more. Without effect once it has. On the call's event loop. */
        void cancel();
    }

    /** What became of a call. */
    sealed interface Result {

        /**
         * The function was called.
         *
         * @param status Lambda's: 200, for an event 202, for a dry run 204
         * @param payload what it returned, or its error as JSON
         * @param functionError how it failed ({@code Unhandled}, {@code Handled}); empty where it did not
         * @param executedVersion the version that ran; empty where Lambda did not say
         */
        record Returned(int status, byte[] payload, Optional<String> functionError, String executedVersion)
                implements Result {}

        /** The function did not answer; {@link #detail} says why, for people. */
        sealed interface Failed extends Result {

            /** What was looked for and what was found. */
            String detail();
        }

        /** There is no such function, version or alias. */
        record NotFound(String detail) implements Failed {}

        /** Lambda lets nobody call it from here. */
        record AccessDenied(String detail) implements Failed {}

        /**
         * Lambda refused otherwise.
         *
         * @param status Lambda's, 429 where it throttles
         * @param errorType the name of Lambda's error; empty where it gave none
         */
        record Refused(int status, String errorType, String detail) implements Failed {}

        /** Nobody answers at the endpoint, or nothing that can be understood. */
        record Unreachable(String detail) implements Failed {}

        /** No whole answer came in time. */
        record TimedOut(String detail) implements Failed {}

        /** Underpass was not told where the function is. */
        record NotConfigured(String detail) implements Failed {}
    }
}
