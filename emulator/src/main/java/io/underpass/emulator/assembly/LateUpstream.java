package io.underpass.emulator.assembly;

import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that has to be made first.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 *
 * @param made completes on any thread
 */
record LateUpstream(CompletableFuture<Upstream> made) implements Upstream {

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        if (made.isDone() && !made.isCompletedExceptionally()) {
            return made.join().send(request, sink);
        }
        LateCall call = new LateCall(request, sink);
        made.whenComplete((upstream, cause) -> {
            try {
                request.eventLoop().execute(() -> call.begin(upstream, cause));
            } catch (RejectedExecutionException e) {
                // The event loop has ended and taken the call with it.
                return;
            }
        });
        return call;
    }

    private static final class LateCall implements Flow {

        private final UpstreamRequest request;
        private final ResponseSink sink;
        private @Nullable Flow flow;
        private boolean paused;
        private boolean cancelled;

        LateCall(UpstreamRequest request, ResponseSink sink) {
            this.request = request;
            this.sink = sink;
        }

        void begin(@Nullable Upstream upstream, @Nullable Throwable cause) {
            if (cancelled) {
                return;
            }
            if (upstream == null) {
                request.body().discard();
                sink.abort(new Failure(Failure.Kind.TLS_FAILED, "TLS cannot be spoken: " + reason(cause)));
                return;
            }
            Flow begun = upstream.send(request, sink);
            flow = begun;
            if (cancelled) {
                begun.cancel();
            } else if (paused) {
                begun.pause();
            }
        }

        private static String reason(@Nullable Throwable cause) {
            return String.valueOf(
                    cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause);
        }

        @Override
        public void pause() {
            paused = true;
            if (flow != null) {
                flow.pause();
            }
        }

        @Override
        public void resume() {
            paused = false;
            if (flow != null) {
                flow.resume();
            }
        }

        @Override
        public void cancel() {
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (flow == null) {
                request.body().discard();
            } else {
                flow.cancel();
            }
        }
    }
}
