package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * One request that came over a connection.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerExchange extends RunningExchange {

    private final ExchangeSequence exchanges;
    private final Optional<HeadPolicy.Remark> remark;

    ServerExchange(
            ExchangeSequence exchanges,
            RequestHead request,
            RequestBody body,
            Optional<HeadPolicy.Remark> remark,
            long startedAtNanos) {
        super(
                request,
                body,
                exchanges.connection().peer(),
                exchanges.connection().eventLoop(),
                new Trail(startedAtNanos));
        this.exchanges = exchanges;
        this.remark = remark;
    }

    @Override
    public Optional<HeadPolicy.Remark> remark() {
        return remark;
    }

    @Override
    boolean isHeld() {
        return !exchanges.connection().isWritable();
    }

    @Override
    void sendHead(ResponseHead head) {
        exchanges.beginResponse(request(), head, isBodiless());
    }

    @Override
    void sendData(ByteBuf data) {
        if (!exchanges.writer().data(data)) {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is longer than announced"));
        }
    }

    @Override
    void sendFlush() {
        exchanges.writer().flush();
    }

    @Override
    void complete() {
        if (exchanges.writer().end() || isBodiless()) {
            close();
            exchanges.responseEnded();
        } else {
            cut(new Failure(Failure.Kind.INTERNAL, "the response body is shorter than announced"));
        }
    }

    /** Closes the connection: before the head the client gets no response at all, after it a truncated one. */
    @Override
    void cut(Failure failure) {
        exchanges.cutResponse(failure);
    }
}
