package io.underpass.wire;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an origin that speaks HTTP/2. What the origin says it has not looked at (RFC 9113 8.7) is
 * sent again, if it has no body.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class StreamCall implements Flow {

    private static final int MAX_ATTEMPTS = 3;

    private final StreamPool pool;
    private final InetSocketAddress origin;
    private final UpstreamTimeouts timeouts;
    private final UpstreamRequest request;
    private final ResponseSink sink;
    private @Nullable ResponseStream current;
    private int attempts;
    private boolean paused;

    StreamCall(
            StreamPool pool,
            InetSocketAddress origin,
            UpstreamTimeouts timeouts,
            UpstreamRequest request,
            ResponseSink sink) {
        this.pool = pool;
        this.origin = origin;
        this.timeouts = timeouts;
        this.request = request;
        this.sink = sink;
    }

    void start() {
        attempts++;
        ResponseStream attempt = new ResponseStream(this, origin, timeouts, paused);
        current = attempt;
        pool.run(attempt);
    }

    UpstreamRequest request() {
        return request;
    }

    ResponseSink sink() {
        return sink;
    }

    /** Whether the request can be sent once more. */
    boolean mayTryAgain() {
        return request.body().isEmpty() && attempts < MAX_ATTEMPTS;
    }

    @Override
    public void pause() {
        paused = true;
        if (current != null) {
            current.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (current != null) {
            current.resume();
        }
    }

    @Override
    public void cancel() {
        if (current != null) {
            current.cancel();
        }
    }
}
