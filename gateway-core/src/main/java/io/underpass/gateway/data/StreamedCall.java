package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * {@code responseTransferMode} STREAM: once the backend's header is complete, the response is passed on as it comes, as
 * fast as the client takes it, and is cut where the backend cuts it (AWS, "Stream the integration response").
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class StreamedCall extends IntegrationCall {

    private @Nullable Flow source;
    private boolean paused;

    StreamedCall(Invocation invocation) {
        super(invocation);
    }

    @Override
    void connected(Flow flow) {
        source = flow;
        if (paused) {
            flow.pause();
        }
    }

    @Override
    void receive(ResponseHead head) {
        noteStatus(head);
        invocation().answered(new BackendResponse(head, null));
        invocation().resume(Outcome.NEXT);
    }

    @Override
    void receive(ByteBuf data) {
        invocation().exchange().data(data);
    }

    @Override
    void received() {
        invocation().exchange().flush();
    }

    @Override
    void complete() {
        if (invocation().headSent() && finish()) {
            invocation().exchange().end();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (source != null) {
            source.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (source != null) {
            source.resume();
        }
    }

    @Override
    void release() {}

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
