package io.underpass.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that something goes wrong with on the way to.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
public record FaultyUpstream(Upstream upstream, InjectedFault fault) implements Upstream {

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        request.trail().note(FaultPoint.STEP, fault.source());
        if (fault.delay().isZero()) {
            return goOn(request, sink);
        }
        HeldUp held = new HeldUp(request, sink);
        held.begin();
        return held;
    }

    private Flow goOn(UpstreamRequest request, ResponseSink sink) {
        if (!fault.ends()) {
            return upstream.send(request, sink);
        }
        request.trail().fail(FaultPoint.STEP, fault.reason());
        request.body().discard();
        if (fault.resets()) {
            sink.abort(fault.failure());
        } else {
            HttpResponseStatus status =
                    HttpResponseStatus.valueOf(fault.status().orElseThrow());
            sink.head(new ResponseHead(status, new FieldList(), 0));
            sink.end();
        }
        return Flow.NONE;
    }

    /** A request that is on its way later. */
    private final class HeldUp implements Flow {

        private final UpstreamRequest request;
        private final ResponseSink sink;
        private @Nullable Future<?> timer;
        private Flow flow = Flow.NONE;
        private boolean paused;
        private boolean cancelled;

        HeldUp(UpstreamRequest request, ResponseSink sink) {
            this.request = request;
            this.sink = sink;
        }

        void begin() {
            try {
                timer = request.eventLoop().schedule(this::go, fault.delay().toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                request.body().discard();
                sink.abort(new Failure(Failure.Kind.INTERNAL, "the process is stopping"));
            }
        }

        private void go() {
            timer = null;
            if (cancelled) {
                return;
            }
            request.trail().goOn();
            try {
                flow = goOn(request, sink);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                sink.abort(new Failure(Failure.Kind.INTERNAL, "sending failed: " + e));
                return;
            }
            if (cancelled) {
                flow.cancel();
            } else if (paused) {
                flow.pause();
            }
        }

        @Override
        public void pause() {
            paused = true;
            flow.pause();
        }

        @Override
        public void resume() {
            paused = false;
            flow.resume();
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (timer != null) {
                timer.cancel(false);
                timer = null;
                request.body().discard();
            }
            flow.cancel();
        }
    }
}
