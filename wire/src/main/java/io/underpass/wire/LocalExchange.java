package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * One request that came by a call instead of a connection. What the service answers goes straight to the caller's sink.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class LocalExchange extends RunningExchange {

    private final ResponseSink sink;
    private final ExchangeObserver observer;
    private final Optional<RequestBody> tunnel;
    private boolean paused;
    private long responseBytes;

    LocalExchange(UpstreamRequest request, ResponseSink sink, ExchangeObserver observer) {
        super(request.head(), request.body(), request.peer(), request.eventLoop(), request.trail());
        this.tunnel = request.tunnel();
        this.sink = sink;
        this.observer = observer;
    }

    /** What the caller may ask of this exchange. */
    Flow flow() {
        return new Flow() {
            @Override
            public void pause() {
                paused = true;
                hold(true);
            }

            @Override
            public void resume() {
                paused = false;
                hold(false);
            }

            @Override
            public void cancel() {
                if (!isOver()) {
                    abandon();
                    body().discard();
                    observe(Optional.of(new Failure(Failure.Kind.CLIENT_LEFT, "the caller cancelled the request")));
                }
            }
        };
    }

    /** The service failed: {@code answer} in its place where it has not begun its own, or a cut. */
    void broken(ResponseHead answer, Failure failure) {
        boolean unanswered = isUnanswered();
        if (unanswered) {
            head(answer);
        }
        if (isOver()) {
            return;
        }
        abandon(unanswered ? answer.status().code() : 0);
        body().discard();
        if (unanswered) {
            sink.end();
        } else {
            sink.abort(failure);
        }
        observe(Optional.of(failure));
    }

    @Override
    public Optional<RequestBody> tunnel() {
        return tunnel;
    }

    @Override
    boolean isHeld() {
        return paused;
    }

    @Override
    void sendHead(ResponseHead head) {
        sink.head(head);
    }

    @Override
    void sendData(ByteBuf data) {
        responseBytes += data.readableBytes();
        sink.data(data);
    }

    @Override
    void sendFlush() {
        sink.flush();
    }

    @Override
    void sendTrailers(HttpHeaders trailers) {
        sink.trailers(trailers);
    }

    @Override
    void complete() {
        close();
        body().discard();
        sink.end();
        observe(Optional.empty());
    }

    @Override
    void cut(Failure failure) {
        close();
        body().discard();
        sink.abort(failure);
        observe(Optional.of(failure));
    }

    private void observe(Optional<Failure> failure) {
        long requestBytes = Math.max(0, body().length());
        observer.completed(this, completion(0, requestBytes, responseBytes, System.nanoTime(), failure));
    }
}
