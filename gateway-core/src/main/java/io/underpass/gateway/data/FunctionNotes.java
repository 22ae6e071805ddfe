package io.underpass.gateway.data;

import java.util.Optional;

/**
 * What the call of a Lambda function leaves behind for the response.
 *
 * <p>Threads: immutable.
 *
 * @param traceId the {@code X-Amzn-Trace-Id} that the client is told; empty where no function was called
 * @param error what the function said when it failed; empty where it did not
 */
record FunctionNotes(String traceId, Optional<String> error) {

    /** No function was called. */
    static final FunctionNotes NONE = new FunctionNotes("", Optional.empty());

    /** A call that the client is told of as {@code traceId}. */
    static FunctionNotes traced(String traceId) {
        return new FunctionNotes(traceId, Optional.empty());
    }

    FunctionNotes failed(String message) {
        return new FunctionNotes(traceId, Optional.of(message));
    }
}
