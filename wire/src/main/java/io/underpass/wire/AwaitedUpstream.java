package io.underpass.wire;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests once it is known how: those that come before wait, their bodies with their senders.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
final class AwaitedUpstream implements Upstream {

    private final CompletionStage<? extends Upstream> awaited;

    AwaitedUpstream(CompletionStage<? extends Upstream> awaited) {
        this.awaited = awaited;
    }

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        WaitingCall call = new WaitingCall(request, sink);
        EventLoop eventLoop = request.eventLoop();
        awaited.whenComplete((upstream, cause) -> {
            if (eventLoop.inEventLoop()) {
                call.go(upstream, cause);
                return;
            }
            try {
                eventLoop.execute(() -> call.go(upstream, cause));
            } catch (RejectedExecutionException e) {
                // The event loop has ended: its exchanges and their sinks are gone with it.
            }
        });
        return call;
    }

    /** One request, which may be paused or given up before it is sent. */
    private static final class WaitingCall implements Flow {

        private final UpstreamRequest request;
        private final ResponseSink sink;
        private @Nullable Flow sent;
        private boolean paused;
        private boolean cancelled;

        WaitingCall(UpstreamRequest request, ResponseSink sink) {
            this.request = request;
            this.sink = sink;
        }

        void go(@Nullable Upstream upstream, @Nullable Throwable cause) {
            if (cancelled) {
                return;
            }
            if (upstream == null) {
                request.body().discard();
                sink.abort(new Failure(Failure.Kind.INTERNAL, "the way to the origin cannot be made: " + cause));
                return;
            }
            Flow flow = upstream.send(request, sink);
            sent = flow;
            if (cancelled) {
                flow.cancel();
            } else if (paused) {
                flow.pause();
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
            } else if (!cancelled) {
                request.body().discard();
            }
            cancelled = true;
        }
    }
}
