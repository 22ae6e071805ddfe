package io.underpass.wire;

import java.util.Optional;

/**
 * Told of every exchange when it is over, answered or not.
 *
 * <p>Threads: called on the exchange's event loop; must not block.
 */
@FunctionalInterface
public interface ExchangeObserver {

    /** The exchange is over; its trail will not change any more. */
    void completed(Exchange exchange, Completion completion);

    /**
     * How an exchange ended.
     *
     * @param status the status sent to the client; 0 where no head was sent
     * @param requestBytes body bytes received
     * @param responseBytes body bytes sent
     * @param durationNanos from the request's head to the last byte of the response, in nanoseconds
     * @param failure why the response is incomplete; empty where it is complete
     */
    record Completion(
            int status, long requestBytes, long responseBytes, long durationNanos, Optional<Failure> failure) {}
}
