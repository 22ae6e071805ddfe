package io.underpass.emulator.node;

import io.netty.util.concurrent.ScheduledFuture;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.UpstreamRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a node to register. An edge that has just started knows of its nodes only what they tell it,
 * which takes them a moment; without the wait the load balancers that never stopped would seem unreachable.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class AwaitedNode implements Flow {

    private static final long LOOK_MILLIS = 20;

    private final UpstreamRequest request;
    private final ResponseSink sink;
    private final Supplier<Optional<NodeUpstream>> registered;
    private final BooleanSupplier worthWaiting;
    private final Runnable gaveUp;
    private @Nullable ScheduledFuture<?> nextLook;
    private @Nullable Flow sent;
    private boolean paused;

    /**
     * Nothing is waited for yet.
     *
     * @param registered the way to the node, once it is known
     * @param worthWaiting whether to go on waiting
     * @param gaveUp runs where it no longer is; answers the request
     */
    AwaitedNode(
            UpstreamRequest request,
            ResponseSink sink,
            Supplier<Optional<NodeUpstream>> registered,
            BooleanSupplier worthWaiting,
            Runnable gaveUp) {
        this.request = request;
        this.sink = sink;
        this.registered = registered;
        this.worthWaiting = worthWaiting;
        this.gaveUp = gaveUp;
    }

    /** Waits from now on. */
    Flow begin() {
        nextLook = request.eventLoop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        Optional<NodeUpstream> way = registered.get();
        if (way.isPresent()) {
            nextLook = null;
            sent = way.get().send(request, sink);
            if (paused) {
                sent.pause();
            }
        } else if (worthWaiting.getAsBoolean()) {
            begin();
        } else {
            nextLook = null;
            gaveUp.run();
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
