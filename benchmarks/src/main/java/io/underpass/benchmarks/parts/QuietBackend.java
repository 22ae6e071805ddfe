package io.underpass.benchmarks.parts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;

/** Answers 100 bytes at once, without a socket. Threads: one. */
final class QuietBackend implements Upstream {

    private static final int BODY_BYTES = 100;

    private final HttpHeaders fields = Messages.responseFields();
    private final ByteBuf body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[BODY_BYTES]));

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        request.body().discard();
        sink.head(new ResponseHead(HttpResponseStatus.OK, fields.copy(), BODY_BYTES));
        sink.data(body.duplicate());
        sink.end();
        return Flow.NONE;
    }
}
