package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldNames;
import java.io.IOException;
import java.util.Locale;

/**
 * Undoes the {@code Content-Encoding} of a request to an API that compresses (spec 3.5), before anybody reads the body.
 * What an API that does not is sent stays coded, a guess.
 *
 * <p>Threads: immutable.
 */
final class DecompressBody implements Phase {

    private final OffLoop offLoop;

    DecompressBody(OffLoop offLoop) {
        this.offLoop = offLoop;
    }

    @Override
    public Outcome run(Invocation invocation) {
        if (!invocation.forward().payloads().compressed()) {
            return Outcome.NEXT;
        }
        HttpHeaders fields = invocation.request().headers();
        if (!invocation.body().isReadable() || !fields.contains(FieldNames.CONTENT_ENCODING)) {
            return Outcome.NEXT;
        }
        String coding = String.join(",", fields.getAll(FieldNames.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (coding.isEmpty() || coding.equals("identity")) {
            return Outcome.NEXT;
        }
        if (!ContentCoding.canUndo(coding)) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "the request's Content-Encoding " + coding + " is neither gzip nor deflate nor identity",
                    FaultType.UNSUPPORTED_MEDIA_TYPE);
        }
        return offLoop.run(
                invocation, new Work(coding, invocation.body().retainedDuplicate()), plain -> take(invocation, plain));
    }

    /** What AWS says of a body that is not coded as it claims is a guess, as is how it tells of one that swells. */
    private static Outcome take(Invocation invocation, Result result) {
        if (result instanceof Result.TooLarge) {
            return CheckLimits.bodyTooLarge(
                    invocation, "decompressed, more than " + CheckLimits.MAX_BODY_BYTES + " bytes");
        }
        if (result instanceof Result.Plain plain) {
            invocation.takeBody().release();
            invocation.receivedBody(Unpooled.wrappedBuffer(plain.bytes()));
            return Outcome.NEXT;
        }
        return invocation.fail(
                TrailSteps.INTEGRATION,
                "the request's body is not coded as its Content-Encoding says",
                FaultType.BAD_REQUEST_BODY);
    }

    /** What decompressing led to. */
    private sealed interface Result {

        record Plain(byte[] bytes) implements Result {}

        record TooLarge() implements Result {}

        record NotCoded() implements Result {}
    }

    private record Work(String coding, ByteBuf body) implements OffLoop.Work<Result> {

        @Override
        public Result run() {
            try {
                ByteBuf plain = ContentCoding.plain(coding, body, CheckLimits.MAX_BODY_BYTES);
                return plain == null ? new Result.TooLarge() : new Result.Plain(taken(plain));
            } catch (IOException e) {
                return new Result.NotCoded();
            } finally {
                body.release();
            }
        }

        private static byte[] taken(ByteBuf plain) {
            try {
                return ByteBufUtil.getBytes(plain);
            } finally {
                plain.release();
            }
        }

        @Override
        public void discard() {
            body.release();
        }
    }
}
