package io.underpass.emulator.node;

import io.underpass.wire.DelegatingSink;
import io.underpass.wire.Failure;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import java.util.function.UnaryOperator;

/**
 * Passes a node's answer on. That none came is written down as a failure between edge and node: one between node and
 * target is an answer of the node.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class NodeResponse extends DelegatingSink {

    private final Trail trail;
    private final UnaryOperator<Failure> explained;

    NodeResponse(ResponseSink sink, Trail trail, UnaryOperator<Failure> explained) {
        super(sink);
        this.trail = trail;
        this.explained = explained;
    }

    @Override
    public void abort(Failure failure) {
        Failure told = explained.apply(failure);
        if (told.kind() != Failure.Kind.CLIENT_LEFT) {
            trail.fail(NodeUpstream.NODE, told.detail());
        }
        super.abort(told);
    }
}
