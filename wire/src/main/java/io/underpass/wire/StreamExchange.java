package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * One request that came over a stream of HTTP/2.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class StreamExchange extends RunningExchange {

    private final RequestStream stream;

    StreamExchange(RequestStream stream, RequestHead request, RequestBody body, Peer peer, long startedAtNanos) {
        super(request, body, peer, stream.eventLoop(), new Trail(startedAtNanos));
        this.stream = stream;
    }

    @Override
    public boolean multiplexed() {
        return true;
    }

    @Override
    boolean isHeld() {
        return !stream.isWritable();
    }

    @Override
    void sendHead(ResponseHead head) {
        stream.writer().begin(head, isBodiless());
    }

    @Override
    void sendData(ByteBuf data) {
        if (!stream.writer().data(data)) {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is longer than announced"));
        }
    }

    @Override
    void sendFlush() {
        stream.writer().flush();
    }

    @Override
    void sendTrailers(HttpHeaders trailers) {
        stream.writer().trailers(trailers);
    }

    @Override
    void complete() {
        if (isBodiless() || stream.writer().isWhole()) {
            close();
            stream.responseEnded();
        } else {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is shorter than announced"));
        }
    }

    /** Resets the stream: before the head the client gets no response at all, after it a truncated one. */
    @Override
    void cut(Failure failure) {
        stream.cutResponse(failure);
    }
}
