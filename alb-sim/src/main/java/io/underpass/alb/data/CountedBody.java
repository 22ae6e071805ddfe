package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.BodySink;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.RequestBody;
import java.util.function.LongConsumer;

/**
 * A body of which somebody wants to know how many bytes have come.
 *
 * <p>Threads: as the body.
 *
 * @param counter told of every buffer's bytes
 */
record CountedBody(RequestBody body, LongConsumer counter) implements RequestBody {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public boolean isEmpty() {
        return body.isEmpty();
    }

    @Override
    public void discard() {
        body.discard();
    }

    @Override
    public Flow stream(BodySink sink) {
        return body.stream(new BodySink() {
            /** Passes {@code data} and its ownership on. */
            @Override
            public void data(ByteBuf data) {
                counter.accept(data.readableBytes());
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
        });
    }
}
