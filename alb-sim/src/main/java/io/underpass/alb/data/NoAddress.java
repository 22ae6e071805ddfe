package io.underpass.alb.data;

import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;

/**
 * The way to a target whose name has no address: it fails at once, since the name is looked up apart from requests.
 *
 * <p>Threads: immutable.
 */
record NoAddress(String name) implements Upstream {

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        request.body().discard();
        sink.abort(new Failure(Failure.Kind.UNKNOWN_HOST, "the host name " + name + " has no address"));
        return Flow.NONE;
    }
}
