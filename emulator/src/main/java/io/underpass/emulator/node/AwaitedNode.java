package io.underpass.emulator.node;

import io.netty.util.concurrent.ScheduledFuture;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.UpstreamRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a node to register and to say what it serves. An edge that has just started knows of its nodes
 * only what they tell it, which takes them a moment; and a node opens its listeners only once it has been told of them,
 * which is after it has registered. Without the wait the load balancers that never stopped would seem unreachable.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class AwaitedNode implements Flow {

    private static final long LOOK_MILLIS = 20;

    private final UpstreamRequest request;
    private final ResponseSink sink;
    private final Supplier<Optional<NodeUpstream>> current;
    private final Runnable gaveUp;
    private @Nullable ScheduledFuture<?> nextLook;
    private @Nullable Flow sent;
    private boolean paused;

    /**
     * Nothing is waited for yet.
     *
     * @param current the way to the listener as it is by now; empty where it no longer is on a node
     * @param gaveUp runs then; answers the request
     */
    AwaitedNode(UpstreamRequest request, ResponseSink sink, Supplier<Optional<NodeUpstream>> current, Runnable gaveUp) {
        this.request = request;
        this.sink = sink;
        this.current = current;
        this.gaveUp = gaveUp;
    }

    /** Waits from now on. */
    Flow begin() {
        nextLook = request.eventLoop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        Optional<NodeUpstream> way = current.get();
        if (way.filter(NodeUpstream::mayYetServe).isPresent()) {
            begin();
            return;
        }
        nextLook = null;
        if (way.isEmpty()) {
            gaveUp.run();
            return;
        }
        sent = way.get().send(request, sink);
        if (paused) {
            sent.pause();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (sent != null) {
            sent.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (sent != null) {
            sent.resume();
        }
    }

    @Override
    public void cancel() {
        if (sent != null) {
            sent.cancel();
        } else if (nextLook != null) {
            nextLook.cancel(false);
            nextLook = null;
            request.body().discard();
        }
    }
}
