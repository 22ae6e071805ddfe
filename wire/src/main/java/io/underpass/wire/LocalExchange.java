package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/**
 * One request that came by a call instead of a connection. What the service answers goes straight to the caller's sink;
 * once the exchange is over, whatever either side still does is ignored and released.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class LocalExchange implements Exchange {

    private final UpstreamRequest request;
    private final ResponseSink sink;
    private final ExchangeObserver observer;
    private final long startedAtNanos = System.nanoTime();
    private Flow producer = Flow.NONE;
    private boolean paused;
    private boolean headTaken;
    private boolean bodiless;
    private boolean over;
    private int status;
    private long responseBytes;

    LocalExchange(UpstreamRequest request, ResponseSink sink, ExchangeObserver observer) {
        this.request = request;
        this.sink = sink;
        this.observer = observer;
    }

    /** What the caller may ask of this exchange. */
    Flow flow() {
        return new Flow() {
            @Override
            public void pause() {
                if (!over) {
                    paused = true;
                    producer.pause();
                }
            }

            @Override
            public void resume() {
                if (!over) {
                    paused = false;
                    producer.resume();
                }
            }

            @Override
            public void cancel() {
                if (!over) {
                    over = true;
                    producer.cancel();
                    request.body().discard();
                    observe(Optional.of(new Failure(Failure.Kind.CLIENT_LEFT, "the caller cancelled the request")));
                }
            }
        };
    }

    @Override
    public RequestHead request() {
        return request.head();
    }

    @Override
    public RequestBody body() {
        return request.body();
    }

    @Override
    public Peer peer() {
        return request.peer();
    }

    @Override
    public EventLoop eventLoop() {
        return request.eventLoop();
    }

    @Override
    public Trail trail() {
        return request.trail();
    }

    @Override
    public void producer(Flow flow) {
        if (over) {
            flow.cancel(); // without effect on a producer that is done
            return;
        }
        producer = flow;
        if (paused) {
            flow.pause();
        }
    }

    @Override
    public void head(ResponseHead head) {
        if (over) {
            return;
        }
        if (headTaken) {
            throw new IllegalStateException("the response has a head already");
        }
        headTaken = true;
        status = head.status().code();
        bodiless = request.head().method().equals(HttpMethod.HEAD)
                || status == HttpResponseStatus.NO_CONTENT.code()
                || status == HttpResponseStatus.NOT_MODIFIED.code();
        sink.head(head);
    }

    @Override
    public void data(ByteBuf data) {
        if (over || bodiless) {
            data.release();
        } else if (!headTaken) {
            data.release();
            throw new IllegalStateException("body before head");
        } else {
            responseBytes += data.readableBytes();
            sink.data(data);
        }
    }

    @Override
    public void flush() {
        if (!over && headTaken) {
            sink.flush();
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        if (!headTaken) {
            throw new IllegalStateException("end before head");
        }
        over = true;
        request.body().discard();
        sink.end();
        observe(Optional.empty());
    }

    @Override
    public void abort(Failure failure) {
        if (!over) {
            over = true;
            request.body().discard();
            sink.abort(failure);
            observe(Optional.of(failure));
        }
    }

    /** The service failed: {@code answer} in its place where it has not begun its own, or a cut. */
    void broken(ResponseHead answer, Failure failure) {
        if (over) {
            return;
        }
        boolean unanswered = !headTaken;
        if (unanswered) {
            head(answer);
        }
        if (over) {
            return;
        }
        over = true;
        producer.cancel();
        request.body().discard();
        if (unanswered) {
            sink.end();
        } else {
            sink.abort(failure);
        }
        observe(Optional.of(failure));
    }

    private void observe(Optional<Failure> failure) {
        long requestBytes = Math.max(0, request.body().length());
        observer.completed(
                this,
                new ExchangeObserver.Completion(
                        status, requestBytes, responseBytes, System.nanoTime() - startedAtNanos, failure));
    }
}
