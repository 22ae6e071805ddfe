package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.underpass.wire.ResponseHead;
import java.util.Objects;
import java.util.Optional;

/**
 * Undoes the {@code Content-Encoding} of a response that may swell. What comes out needs no release, so that nothing is
 * lost where nobody waits for it any more; it is empty where the body would be larger than a response may be.
 *
 * <p>Threads: run once, by any thread.
 *
 * @param body is read, and released when the work is done
 */
record DecodedResponse(ResponseHead head, ByteBuf body) implements OffLoop.Work<Optional<BackendResponse>> {

    @Override
    public Optional<BackendResponse> run() {
        return Optional.ofNullable(ContentCoding.undone(head, body, CheckLimits.MAX_BODY_BYTES))
                .map(DecodedResponse::unpooled);
    }

    private static BackendResponse unpooled(BackendResponse response) {
        ByteBuf body = Objects.requireNonNull(response.body());
        try {
            return new BackendResponse(response.head(), Unpooled.wrappedBuffer(ByteBufUtil.getBytes(body)));
        } finally {
            body.release();
        }
    }

    @Override
    public void discard() {
        body.release();
    }
}
