package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Failure;
import io.underpass.wire.ResponseHead;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code responseTransferMode} BUFFERED: the client sees a complete response or a gateway error, never half of one.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class BufferedCall extends IntegrationCall {

    private final OffLoop offLoop;
    private @Nullable ResponseHead head;
    private boolean coded;
    private ByteBuf onlyPiece = Unpooled.EMPTY_BUFFER;
    private @Nullable BodyCollector collector;

    BufferedCall(Invocation invocation, OffLoop offLoop) {
        super(invocation);
        this.offLoop = offLoop;
    }

    @Override
    void receive(ResponseHead received) {
        noteStatus(received);
        head = received;
        coded = ContentCoding.isCoded(received);
        HttpMethod method = invocation().backendRequest().head().method();
        if (received.length() > CheckLimits.MAX_BODY_BYTES && !method.equals(HttpMethod.HEAD)) {
            tooLarge("of reported length " + received.length());
        }
    }

    @Override
    void receive(ByteBuf data) {
        if (collector == null && !onlyPiece.isReadable() && data.readableBytes() <= CheckLimits.MAX_BODY_BYTES) {
            onlyPiece.release();
            onlyPiece = data;
        } else {
            collector().data(data);
        }
    }

    /** Most bodies come in one piece; the second one makes a collector and puts the first into it. */
    private BodyCollector collector() {
        if (collector == null) {
            collector = new BodyCollector(CheckLimits.MAX_BODY_BYTES, this::whole, tooLarge -> tooLarge("body"));
            collector.data(takeOnlyPiece());
        }
        return collector;
    }

    private ByteBuf takeOnlyPiece() {
        ByteBuf taken = onlyPiece;
        onlyPiece = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    @Override
    void complete() {
        if (head == null || !finish()) {
            return;
        }
        if (collector == null) {
            whole(takeOnlyPiece());
        } else {
            collector.end();
        }
    }

    /** Takes the whole body over. */
    private void whole(ByteBuf body) {
        ResponseHead received = Objects.requireNonNull(head);
        if (!coded) {
            invocation().resume(answered(new BackendResponse(received, body)));
            return;
        }
        BackendResponse quick = ContentCoding.undoneAtOnce(received, body);
        if (quick == null) {
            offLoop.run(invocation(), new DecodedResponse(received, body), this::decoded);
        } else {
            invocation().resume(answered(quick));
        }
    }

    private Outcome decoded(Optional<BackendResponse> response) {
        return response.isPresent() ? answered(response.get()) : tooLargeAnswer("body, decoded,");
    }

    private Outcome answered(BackendResponse response) {
        invocation().answered(response);
        logAnswer(
                response.head(),
                invocation().log() == null ? "" : LogText.of(invocation().responseBody()));
        return Outcome.NEXT;
    }

    /** A slow client cannot slow down what is held here anyway. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    void release() {
        takeOnlyPiece().release();
        if (collector != null) {
            collector.release();
        }
    }

    @Override
    void failed(Failure failure, FaultType type) {
        invocation().resume(invocation().fail(TrailSteps.INTEGRATION, failure.detail(), type));
    }

    /** AWS's execution log calls it a configuration error; that the status is then 500 is a guess. */
    private Outcome tooLargeAnswer(String what) {
        return invocation()
                .fail(
                        TrailSteps.INTEGRATION,
                        "Integration response " + what + " is larger than allowed maximum of "
                                + CheckLimits.MAX_BODY_BYTES + " bytes",
                        FaultType.API_CONFIGURATION_ERROR);
    }

    private void tooLarge(String what) {
        if (giveUp()) {
            invocation().resume(tooLargeAnswer(what));
        }
    }
}
