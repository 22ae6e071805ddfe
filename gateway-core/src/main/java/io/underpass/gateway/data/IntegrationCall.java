package io.underpass.gateway.data;

import io.netty.util.concurrent.Future;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.RequestBody;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a backend: the sink of its response and, towards the client, the producer. It is over with whatever comes
 * first: the end, a failure, the integration's timeout, or the client leaving.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
abstract class IntegrationCall implements ResponseSink, Flow {

    private final Invocation invocation;
    private @Nullable Flow upstream;
    private @Nullable Future<?> timer;
    private boolean over;
    private boolean unwanted;

    IntegrationCall(Invocation invocation) {
        this.invocation = invocation;
    }

    final void start(Upstream target) {
        Exchange exchange = invocation.exchange();
        exchange.producer(this);
        if (over) {
            invocation.releaseBody();
            return;
        }
        Duration timeout = invocation.forward().timeout();
        timer = exchange.eventLoop().schedule(this::timedOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        Flow flow = target.send(
                new UpstreamRequest(
                        invocation.backendRequest().head(),
                        RequestBody.of(invocation.takeBody()),
                        exchange.eventLoop(),
                        exchange.peer(),
                        exchange.trail()),
                this);
        upstream = flow;
        if (unwanted) {
            flow.cancel();
        } else if (!over) {
            connected(flow);
        }
    }

    final Invocation invocation() {
        return invocation;
    }

    /** Whether nothing that arrives matters any more. */
    final boolean isOver() {
        return over;
    }

    /** The call is complete; false where it was over before. */
    final boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }

    /** The rest of the response is not wanted; false where the call was over before. */
    final boolean giveUp() {
        if (!finish()) {
            return false;
        }
        unwanted = true;
        if (upstream != null) {
            upstream.cancel();
        }
        release();
        return true;
    }

    /** The response can be paused from now on. */
    void connected(Flow flow) {}

    /** Frees what is held of the response. */
    abstract void release();

    /** Tells the client, to whom a head may have been sent before, that the call has failed. */
    abstract void failed(Failure failure, FaultType type);

    final void noteStatus(ResponseHead head) {
        invocation
                .exchange()
                .trail()
                .note(TrailSteps.UPSTREAM_STATUS, head.status().code());
    }

    @Override
    public final void abort(Failure failure) {
        if (finish()) {
            release();
            failed(failure, faultFor(failure));
        }
    }

    @Override
    public final void cancel() {
        giveUp();
    }

    private void timedOut() {
        if (giveUp()) {
            Duration timeout = invocation.forward().timeout();
            failed(
                    new Failure(
                            Failure.Kind.TIMEOUT,
                            "no complete response within the integration's timeout of " + timeout.toMillis() + " ms"),
                    FaultType.INTEGRATION_TIMEOUT);
        }
    }

    private static FaultType faultFor(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> FaultType.INTEGRATION_TIMEOUT;
            case INTERNAL -> FaultType.API_CONFIGURATION_ERROR;
            case UNKNOWN_HOST, CONNECT_REFUSED, CONNECT_TIMEOUT, RESET, CLOSED, MALFORMED, TOO_LARGE, CLIENT_LEFT ->
                FaultType.INTEGRATION_FAILURE;
        };
    }
}
