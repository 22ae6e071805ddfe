package io.underpass.emulator.node;

import io.underpass.wire.DelegatingExchange;
import io.underpass.wire.Exchange;
import io.underpass.wire.HeadPolicy;
import io.underpass.wire.Peer;
import java.util.Optional;

/**
 * An exchange whose client is one of the edge, which the edge vouches for.
 *
 * <p>Threads: as the exchange.
 */
final class HopExchange extends DelegatingExchange {

    private final Peer peer;

    HopExchange(Exchange exchange, Peer peer) {
        super(exchange);
        this.peer = peer;
    }

    @Override
    public Peer peer() {
        return peer;
    }

    /** None: the bytes of the head are the edge's, not the client's. */
    @Override
    public Optional<HeadPolicy.Remark> remark() {
        return Optional.empty();
    }
}
