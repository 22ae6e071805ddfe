package io.underpass.wire;

import io.netty.buffer.ByteBuf;

/**
 * Writes one request body to an origin, no faster than the origin reads.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class Upload implements BodySink {

    private final UpstreamConnection connection;
    private final MessageWriter writer;
    private Flow source = Flow.NONE;
    private boolean over;
    private boolean stopped;

    Upload(UpstreamConnection connection, MessageWriter writer) {
        this.connection = connection;
        this.writer = writer;
    }

    void start(RequestBody body) {
        Flow flow = body.stream(this);
        source = flow;
        if (stopped) {
            flow.cancel();
        }
        if (over) {
            return;
        }
        if (!connection.isWritable()) {
            source.pause();
        }
    }

    @Override
    public void data(ByteBuf data) {
        if (over) {
            data.release();
            return;
        }
        connection.progressed();
        if (!writer.data(data)) {
            stop();
            connection.uploadFailed(new Failure(Failure.Kind.INTERNAL, "the request body is longer than announced"));
        }
    }

    @Override
    public void flush() {
        if (!over) {
            writer.flush();
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        over = true;
        if (writer.end()) {
            writer.flush();
            connection.uploaded();
        } else {
            connection.uploadFailed(new Failure(Failure.Kind.INTERNAL, "the request body is shorter than announced"));
        }
    }

    @Override
    public void abort(Failure failure) {
        if (!over) {
            over = true;
            connection.uploadFailed(failure);
        }
    }

    void writabilityChanged(boolean writable) {
        if (!over) {
            if (writable) {
                source.resume();
            } else {
                source.pause();
            }
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
