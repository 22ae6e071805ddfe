package io.underpass.wire;

import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * Another exchange, for those who see some of it differently. What an exchange comes to have is found here too, so that
 * no layer hides it by forgetting it.
 *
 * <p>Threads: as the other exchange.
 */
public abstract class DelegatingExchange extends DelegatingSink implements Exchange {

    private final Exchange exchange;

    /** All that is not overridden is as with {@code exchange}. */
    protected DelegatingExchange(Exchange exchange) {
        super(exchange);
        this.exchange = exchange;
    }

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

    @Override
    public Peer peer() {
        return exchange.peer();
    }

    @Override
    public Optional<HeadPolicy.Remark> remark() {
        return exchange.remark();
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
}
