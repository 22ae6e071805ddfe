package io.underpass.emulator.node;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.HeadPolicy;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import java.util.Optional;

/**
 * An exchange whose client is one of the edge, which the edge vouches for.
 *
 * <p>Threads: as the exchange.
 */
record HopExchange(Exchange exchange, Peer peer) implements Exchange {

    @Override
    public RequestHead request() {
        return exchange.request();
    }

    @Override
    public RequestBody body() {
        return exchange.body();
    }

    @Override
    public Optional<RequestBody> tunnel() {
        return exchange.tunnel();
    }

    /** None: the bytes of the head are the edge's, not the client's. */
    @Override
    public Optional<HeadPolicy.Remark> remark() {
        return Optional.empty();
    }

    @Override
    public boolean multiplexed() {
        return exchange.multiplexed();
    }

    @Override
    public boolean tlsOffered() {
        return exchange.tlsOffered();
    }

    @Override
    public EventLoop eventLoop() {
        return exchange.eventLoop();
    }

    @Override
    public Trail trail() {
        return exchange.trail();
    }

    @Override
    public void producer(Flow producer) {
        exchange.producer(producer);
    }

    @Override
    public void head(ResponseHead head) {
        exchange.head(head);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void data(ByteBuf data) {
        exchange.data(data);
    }

    @Override
    public void flush() {
        exchange.flush();
    }

    @Override
    public void trailers(HttpHeaders trailers) {
        exchange.trailers(trailers);
    }

    @Override
    public void end() {
        exchange.end();
    }

    @Override
    public void abort(Failure failure) {
        exchange.abort(failure);
    }
}
