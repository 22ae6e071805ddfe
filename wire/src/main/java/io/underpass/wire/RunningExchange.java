package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/**
 * What every exchange has in common, whatever carries it: one head, then the body, then one end. Once it is over,
 * whatever the service still does is ignored and released.
 *
 * <p>Threads: confined to its event loop.
 */
abstract sealed class RunningExchange implements Exchange permits ServerExchange, StreamExchange, LocalExchange {

    private final RequestHead request;
    private final RequestBody body;
    private final Peer peer;
    private final EventLoop eventLoop;
    private final Trail trail;
    private final long startedAtNanos;
    private Flow producer = Flow.NONE;
    private boolean headTaken;
    private boolean bodiless;
    private boolean over;
    private int status;

    RunningExchange(RequestHead request, RequestBody body, Peer peer, EventLoop eventLoop, Trail trail) {
        this.request = request;
        this.body = body;
        this.peer = peer;
        this.eventLoop = eventLoop;
        this.trail = trail;
        this.startedAtNanos = trail.nowNanos();
    }

    // ---- what the carrier does

    /** Whether the receiver takes no more for now. */
    abstract boolean isHeld();

    abstract void sendHead(ResponseHead head);

    /** Sends {@code data} and takes ownership of it. */
    abstract void sendData(ByteBuf data);

    abstract void sendFlush();

    /** Sends fields behind the body, where the carrier has a place for them. */
    void sendTrailers(HttpHeaders trailers) {}

    /** The service has ended its response: closes the exchange, one way or the other. */
    abstract void complete();

    /** The service has aborted its response: closes the exchange. */
    abstract void cut(Failure failure);

    // ---- what the service sees

    @Override
    public final RequestHead request() {
        return request;
    }

    @Override
    public final RequestBody body() {
        return body;
    }

    @Override
    public final Peer peer() {
        return peer;
    }

    @Override
    public final EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public final Trail trail() {
        return trail;
    }

    @Override
    public final void producer(Flow flow) {
        if (over) {
            flow.cancel(); // without effect on a producer that is done
            return;
        }
        producer = flow;
        if (isHeld()) {
            flow.pause();
        }
    }

    @Override
    public final void head(ResponseHead head) {
        if (over) {
            return;
        }
        int code = head.status().code();
        boolean isFinal =
                code >= 200 || (code == HttpResponseStatus.SWITCHING_PROTOCOLS.code() && tunnel().isPresent());
        if (headTaken || !isFinal || code > 999) {
            throw new IllegalStateException(
                    headTaken ? "the response has a head already" : code + " is not a final status");
        }
        headTaken = true;
        status = code;
        bodiless = request.method().equals(HttpMethod.HEAD)
                || code == HttpResponseStatus.NO_CONTENT.code()
                || code == HttpResponseStatus.NOT_MODIFIED.code();
        sendHead(head);
    }

    @Override
    public final void data(ByteBuf data) {
        if (over || bodiless) {
            data.release();
        } else if (!headTaken) {
            data.release();
            throw new IllegalStateException("body before head");
        } else {
            sendData(data);
        }
    }

    @Override
    public final void flush() {
        if (!over && headTaken) {
            sendFlush();
        }
    }

    @Override
    public final void trailers(HttpHeaders trailers) {
        if (!over && headTaken && !bodiless) {
            sendTrailers(trailers);
        }
    }

    @Override
    public final void end() {
        if (over) {
            return;
        }
        if (!headTaken) {
            throw new IllegalStateException("end before head");
        }
        complete();
    }

    @Override
    public final void abort(Failure failure) {
        if (!over) {
            cut(failure);
        }
    }

    // ---- what the carrier asks

    final boolean isOver() {
        return over;
    }

    /** Whether the response has no body, whatever the service sends: to HEAD, 204 and 304. */
    final boolean isBodiless() {
        return bodiless;
    }

    /** Whether the client can still be given another response than the service's. */
    final boolean isUnanswered() {
        return !over && !headTaken;
    }

    /** The receiver takes no more for now, or goes on taking. */
    final void hold(boolean held) {
        if (over) {
            return;
        }
        if (held) {
            producer.pause();
        } else {
            producer.resume();
        }
    }

    /** Everything is said; the service is not listened to any more. */
    final void close() {
        over = true;
    }

    /** Closes before everything is said: whoever still produces the response is told to stop. */
    final void abandon() {
        over = true;
        producer.cancel();
    }

    /** As {@link #abandon}, once the client was given the status {@code status} instead; 0 where it was not. */
    final void abandon(int status) {
        if (status == 0) {
            abandon();
        } else {
            over = true;
            producer.replaced(status);
        }
    }

    /** The account of this exchange, with the status of the service's response or of the one sent in its place. */
    final ExchangeObserver.Completion completion(
            int replacedStatus, long requestBytes, long responseBytes, long nowNanos, Optional<Failure> failure) {
        return new ExchangeObserver.Completion(
                headTaken ? status : replacedStatus, requestBytes, responseBytes, nowNanos - startedAtNanos, failure);
    }
}
