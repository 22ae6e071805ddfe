package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Writes one request body to a stream, no faster than the origin reads.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class StreamUpload implements BodySink {

    private final ResponseStream call;
    private final StreamWriter writer;
    private Flow source = Flow.NONE;
    private boolean over;
    private boolean stopped;

    StreamUpload(ResponseStream call, StreamWriter writer) {
        this.call = call;
        this.writer = writer;
    }

    void start(RequestBody body) {
        Flow flow = body.stream(this);
        source = flow;
        if (stopped) {
            flow.cancel();
        }
        if (!over && !call.isWritable()) {
            source.pause();
        }
    }

    @Override
    public void data(ByteBuf data) {
        if (over) {
            data.release();
            return;
        }
        call.progressed();
        if (!writer.data(data)) {
            stop();
            call.uploadFailed(new Failure(Failure.Kind.INTERNAL, "the request body is longer than announced"));
        }
    }

    @Override
    public void flush() {
        if (!over) {
            writer.flush();
        }
    }

    @Override
    public void trailers(HttpHeaders trailers) {
        if (!over) {
            writer.trailers(trailers);
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        over = true;
        if (writer.isWhole()) {
            call.uploaded();
            writer.end();
        } else {
            call.uploadFailed(new Failure(Failure.Kind.INTERNAL, "the request body is shorter than announced"));
        }
    }

    @Override
    public void abort(Failure failure) {
        if (!over) {
            over = true;
            call.uploadFailed(failure);
        }
    }

    void writabilityChanged(boolean writable) {
        if (over) {
            return;
        }
        if (writable) {
            source.resume();
        } else {
            source.pause();
        }
    }

    /** Nobody needs the rest. */
    void stop() {
        if (!over) {
            over = true;
            stopped = true;
            source.cancel();
        }
    }
}
