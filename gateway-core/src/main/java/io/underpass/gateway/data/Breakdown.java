package io.underpass.gateway.data;

import io.underpass.wire.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a request on which the gateway itself has failed. A request that waited was taken up by some callback (a backend's
 * bytes, a timer) whose caller knows nothing of the client, so that without this nobody would answer it.
 *
 * <p>Threads: immutable; each invocation is confined to its event loop.
 */
final class Breakdown {

    private static final Logger LOG = LoggerFactory.getLogger(Breakdown.class);

    private final GatewayResponses responses;

    Breakdown(GatewayResponses responses) {
        this.responses = responses;
    }

    /** Frees what {@code invocation} holds and answers 500, or cuts the answer that has begun. */
    void end(Invocation invocation, Throwable cause) {
        LOG.error("the gateway failed on request {}", invocation.identity().requestId(), cause);
        String reason = "the gateway failed: " + cause;
        invocation.exchange().trail().fail(TrailSteps.GATEWAY, reason);
        release(invocation);
        if (invocation.headSent() || !answer(invocation)) {
            invocation.exchange().abort(new Failure(Failure.Kind.INTERNAL, reason));
        }
    }

    private static void release(Invocation invocation) {
        try {
            invocation.release();
        } catch (Throwable e) {
            LOG.error(
                    "what request {} held was not freed", invocation.identity().requestId(), e);
        }
    }

    private boolean answer(Invocation invocation) {
        try {
            invocation.failedWith(Fault.of(FaultType.API_CONFIGURATION_ERROR));
            responses.send(invocation, Fault.of(FaultType.API_CONFIGURATION_ERROR));
            return true;
        } catch (Throwable e) {
            LOG.error("request {} could not be answered", invocation.identity().requestId(), e);
            return false;
        }
    }
}
