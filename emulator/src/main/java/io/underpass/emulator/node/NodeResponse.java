package io.underpass.emulator.node;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.Failure;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import java.util.function.UnaryOperator;

/**
 * Passes a node's answer on. That none came is written down as a failure between edge and node: one between node and
 * target is an answer of the node.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class NodeResponse implements ResponseSink {

    private final ResponseSink sink;
    private final Trail trail;
    private final UnaryOperator<Failure> explained;

    NodeResponse(ResponseSink sink, Trail trail, UnaryOperator<Failure> explained) {
        this.sink = sink;
        this.trail = trail;
        this.explained = explained;
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
        Failure told = explained.apply(failure);
        if (told.kind() != Failure.Kind.CLIENT_LEFT) {
            trail.fail(NodeUpstream.NODE, told.detail());
        }
        sink.abort(told);
    }
}
