package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Hands a response to another sink as it comes: for those who change or watch some of it.
 *
 * <p>Threads: as the other sink.
 */
public abstract class DelegatingSink implements ResponseSink {

    private final ResponseSink sink;

    /** All that is not overridden goes to {@code sink}. */
    protected DelegatingSink(ResponseSink sink) {
        this.sink = sink;
    }

    @Override
    public void head(ResponseHead head) {
        sink.head(head);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void data(ByteBuf data) {
        sink.data(data);
    }

    @Override
    public void flush() {
        sink.flush();
    }

    @Override
    public void trailers(HttpHeaders trailers) {
        sink.trailers(trailers);
    }

    @Override
    public void end() {
        sink.end();
    }

    @Override
    public void abort(Failure failure) {
        sink.abort(failure);
    }
}
