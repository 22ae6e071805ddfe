package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/**
 * One request that came over a connection. Once it is over, whatever the service still does is ignored and released.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerExchange implements Exchange {

    private final ServerConnection connection;
    private final RequestHead request;
    private final RequestBody body;
    private final Trail trail = new Trail();
    private final long startedAtNanos = System.nanoTime();
    private Flow producer = Flow.NONE;
    private boolean headTaken;
    private boolean bodiless;
    private boolean over;
    private int status;

    ServerExchange(ServerConnection connection, RequestHead request, RequestBody body) {
        this.connection = connection;
        this.request = request;
        this.body = body;
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public RequestBody body() {
        return body;
    }

    @Override
    public Peer peer() {
        return connection.peer();
    }

    @Override
    public EventLoop eventLoop() {
        return connection.eventLoop();
    }

    @Override
    public Trail trail() {
        return trail;
    }

    @Override
    public void producer(Flow flow) {
        if (over) {
            flow.cancel(); // without effect on a producer that is done
            return;
        }
        producer = flow;
        if (!connection.isWritable()) {
            flow.pause();
        }
    }

    @Override
    public void head(ResponseHead head) {
        if (over) {
            return;
        }
        int code = head.status().code();
        if (headTaken || code < 200 || code > 999) {
            throw new IllegalStateException(
                    headTaken ? "the response has a head already" : code + " is not a final status");
        }
        headTaken = true;
        status = code;
        bodiless = request.method().equals(HttpMethod.HEAD)
                || code == HttpResponseStatus.NO_CONTENT.code()
                || code == HttpResponseStatus.NOT_MODIFIED.code();
        connection.beginResponse(request, head, bodiless);
    }

    @Override
    public void data(ByteBuf data) {
        if (over || bodiless) {
            data.release();
        } else if (!headTaken) {
            data.release();
            throw new IllegalStateException("body before head");
        } else if (!connection.writer().data(data)) {
            connection.cutResponse(new Failure(Failure.Kind.INTERNAL, "the response body is longer than announced"));
        }
    }

    @Override
    public void flush() {
        if (!over) {
            connection.writer().flush();
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
        if (connection.writer().end() || bodiless) {
            over = true;
            connection.responseEnded();
        } else {
            connection.cutResponse(new Failure(Failure.Kind.INTERNAL, "the response body is shorter than announced"));
        }
    }

    /** Closes the connection: before the head the client gets no response at all, after it a truncated one. */
    @Override
    public void abort(Failure failure) {
        if (!over) {
            connection.cutResponse(failure);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Whether the client can still be given another response than the service's. */
    boolean isUnanswered() {
        return !over && !headTaken;
    }

    void writabilityChanged(boolean writable) {
        if (!over) {
            if (writable) {
                producer.resume();
            } else {
                producer.pause();
            }
        }
    }

    /** Ends the exchange from the connection's side; the service is not listened to any more. */
    void abandon() {
        over = true;
        producer.cancel();
    }

    /** The account of this exchange, with the status of the service's response or of the one sent in its place. */
    ExchangeObserver.Completion completion(
            int replacedStatus, long requestBytes, long responseBytes, Optional<Failure> failure) {
        return new ExchangeObserver.Completion(
                headTaken ? status : replacedStatus,
                requestBytes,
                responseBytes,
                System.nanoTime() - startedAtNanos,
                failure);
    }
}
