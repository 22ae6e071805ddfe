package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.Flow;
import io.underpass.wire.RequestBody;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * One call of a backend: the sink of its response and, towards the client, the producer. It is over with whatever comes
 * first: the end, a failure, the integration's timeout, or the client leaving. What a subclass makes of the response
 * runs guarded.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
abstract class IntegrationCall extends IntegrationDeadlines.Waiting implements ResponseSink, Flow, Pending {

    private final Invocation invocation;
    private @Nullable Flow upstream;
    private boolean over;
    private boolean unwanted;

    IntegrationCall(Invocation invocation) {
        this.invocation = invocation;
    }

    final void start(Upstream target, IntegrationDeadlines deadlines) {
        Exchange exchange = invocation.exchange();
        invocation.awaits(this);
        exchange.producer(this);
        if (over) {
            invocation.release();
            return;
        }
        deadlines.add(this, exchange.eventLoop(), invocation.forward().timeout(), invocation.calledAtNanos());
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

    /** Whether it is complete, failed or given up. */
    final boolean isOver() {
        return over;
    }

    /** The call is complete; false where it was over before. */
    final boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        stopTimer();
        return true;
    }

    /** The rest of the response is not wanted; false where the call was over before. */
    final boolean giveUp() {
        if (!finish()) {
            return false;
        }
        unwanted = true;
        release();
        if (upstream != null) {
            upstream.cancel();
        }
        return true;
    }

    /** The response can be paused from now on. */
    void connected(Flow flow) {}

    /** Takes the response's head. */
    abstract void receive(ResponseHead head);

    /** Takes the next bytes of the body, which it owns. */
    abstract void receive(ByteBuf data);

    /** No more bytes are at hand for now. */
    void received() {}

    /** The response is complete. */
    abstract void complete();

    /** Frees what is held of the response. */
    abstract void release();

    /** Tells the client, to whom a head may have been sent before, that the call has failed. */
    abstract void failed(Failure failure, FaultType type);

    final void noteStatus(ResponseHead head) {
        invocation.called();
        invocation
                .exchange()
                .trail()
                .note(TrailSteps.UPSTREAM_STATUS, head.status().code());
    }

    @Override
    public final void head(ResponseHead head) {
        if (over) {
            return;
        }
        try {
            receive(head);
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public final void data(ByteBuf data) {
        if (over) {
            data.release();
            return;
        }
        try {
            receive(data);
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public final void flush() {
        if (over) {
            return;
        }
        try {
            received();
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public final void end() {
        if (over) {
            return;
        }
        try {
            complete();
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public final void abort(Failure failure) {
        try {
            if (finish()) {
                release();
                invocation.called();
                failed(failure, faultFor(failure));
            }
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public final void cancel() {
        giveUp();
    }

    @Override
    public final void callOff() {
        giveUp();
    }

    @Override
    final void timedOut() {
        late("no complete response within the integration's timeout of "
                + invocation.forward().timeout().toMillis() + " ms");
    }

    /** Ends the call because of the time it takes. */
    final void late(String detail) {
        try {
            if (giveUp()) {
                invocation.called();
                failed(new Failure(Failure.Kind.TIMEOUT, detail), FaultType.INTEGRATION_TIMEOUT);
            }
        } catch (Throwable e) {
            broken(e);
        }
    }

    /** Writes down what the backend has answered, as far as it is here. */
    final void logAnswer(ResponseHead head, String body) {
        ExecutionLog log = invocation.log();
        if (log != null) {
            log.received(head.status().code(), invocation.integrationMillis(), FieldList.of(head.headers()), body);
        }
    }

    /** Who calls from outside learns nothing of a failure here: it is the client's answer that is at stake. */
    private void broken(Throwable cause) {
        invocation.resume(new Outcome.Broken(cause));
    }

    private static FaultType faultFor(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> FaultType.INTEGRATION_TIMEOUT;
            case INTERNAL, TLS_HOST_MISMATCH -> FaultType.API_CONFIGURATION_ERROR; // the latter: spec 1.9
            case UNREACHABLE -> FaultType.SERVICE_UNAVAILABLE;
            case UNKNOWN_HOST,
                    CONNECT_REFUSED,
                    CONNECT_TIMEOUT,
                    TLS_FAILED,
                    RESET,
                    CLOSED,
                    MALFORMED,
                    TOO_LARGE,
                    CLIENT_LEFT -> FaultType.INTEGRATION_FAILURE;
        };
    }
}
