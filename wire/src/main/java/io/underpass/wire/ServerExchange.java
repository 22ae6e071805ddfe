package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request that came over a connection.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerExchange extends RunningExchange {

    private final ExchangeSequence exchanges;
    private final Optional<HeadPolicy.Remark> remark;
    private @Nullable ServerRequestBody tunnel;

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
    public boolean tlsOffered() {
        return exchanges.connection().offersTls();
    }

    /** There is one for a request that asks for another protocol and has no body of its own (RFC 9110 7.8). */
    @Override
    public Optional<RequestBody> tunnel() {
        if (tunnel == null && body().isEmpty() && asksForAnotherProtocol(request())) {
            tunnel = exchanges.newTunnel();
        }
        return Optional.ofNullable(tunnel);
    }

    private static boolean asksForAnotherProtocol(RequestHead request) {
        return request.headers().contains(FieldNames.UPGRADE)
                && request.version().equals(HttpVersion.HTTP_1_1)
                && request.headers().containsValue(FieldNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    @Override
    boolean isHeld() {
        return !exchanges.connection().isWritable();
    }

    @Override
    void sendHead(ResponseHead head) {
        if (tunnel != null && head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            exchanges.beginTunnel(head, tunnel);
        } else {
            exchanges.beginResponse(request(), head, isBodiless());
        }
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
