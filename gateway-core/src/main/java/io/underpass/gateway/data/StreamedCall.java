package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.underpass.gateway.compile.EndpointType;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code responseTransferMode} STREAM: once the backend's header is complete, the response is passed on as it comes, as
 * fast as the client takes it and {@link StreamRate} allows, and is cut where the backend cuts it or falls silent for too
 * long (spec 3.6; AWS, "Stream the integration response").
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class StreamedCall extends IntegrationCall {

    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration EDGE_IDLE = Duration.ofSeconds(30);

    /** Shorter waits are not worth a timer; they add up until they are. */
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final IntegrationDeadlines deadlines;
    private final EventLoop eventLoop;
    private final Duration idle;
    private final StreamRate rate = new StreamRate();
    private final Silence silence = new Silence();
    private @Nullable Flow source;
    private boolean slowClient;
    private boolean tooFast;

    StreamedCall(Invocation invocation, IntegrationDeadlines deadlines) {
        super(invocation);
        this.deadlines = deadlines;
        this.eventLoop = invocation.exchange().eventLoop();
        this.idle = invocation.api().endpointType() == EndpointType.EDGE ? EDGE_IDLE : IDLE;
    }

    /** The backend has sent nothing for too long. While it may not send, it is not silent. */
    private final class Silence extends IntegrationDeadlines.Waiting {

        @Override
        void timedOut() {
            late("no byte of the streamed response for " + idle.toSeconds() + " s");
        }

        void beginAnew() {
            stopTimer();
            if (!slowClient && !tooFast) {
                deadlines.add(this, eventLoop, idle, eventLoop.ticker().nanoTime());
            }
        }
    }

    @Override
    void connected(Flow flow) {
        source = flow;
        if (slowClient || tooFast) {
            flow.pause();
        }
    }

    @Override
    void receive(ResponseHead head) {
        noteStatus(head);
        silence.beginAnew();
        logAnswer(head, "");
        invocation().answered(new BackendResponse(head, null));
        invocation().resume(Outcome.NEXT);
    }

    @Override
    void receive(ByteBuf data) {
        int bytes = data.readableBytes();
        invocation().exchange().data(data);
        long waitNanos = rate.afterNanos(bytes, eventLoop.ticker().nanoTime());
        if (waitNanos >= LEAST_PAUSE_NANOS && !tooFast) {
            tooFast = true;
            hold();
            eventLoop.schedule(this::slowEnough, waitNanos, TimeUnit.NANOSECONDS);
        }
        silence.beginAnew();
    }

    @Override
    void received() {
        invocation().exchange().flush();
    }

    @Override
    void complete() {
        if (invocation().headSent() && finish()) {
            silence.stopTimer();
            invocation().exchange().end();
        }
    }

    private void slowEnough() {
        tooFast = false;
        goOn();
    }

    @Override
    public void pause() {
        slowClient = true;
        hold();
    }

    @Override
    public void resume() {
        slowClient = false;
        goOn();
    }

    private void hold() {
        silence.stopTimer();
        if (source != null) {
            source.pause();
        }
    }

    private void goOn() {
        if (!slowClient && !tooFast && !isOver()) {
            silence.beginAnew();
            if (source != null) {
                source.resume();
            }
        }
    }

    @Override
    void release() {
        silence.stopTimer();
    }

    @Override
    void failed(Failure failure, FaultType type) {
        if (invocation().headSent()) {
            invocation().exchange().trail().fail(TrailSteps.INTEGRATION, failure.detail());
            invocation().exchange().abort(failure);
        } else {
            invocation().resume(invocation().fail(TrailSteps.INTEGRATION, failure.detail(), type));
        }
    }
}
