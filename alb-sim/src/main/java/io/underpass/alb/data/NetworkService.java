package io.underpass.alb.data;

import io.underpass.wire.DelegatingSink;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.HttpService;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;

/**
 * A network load balancer's listener for a client whose request was read before it was known where it leads. What the
 * target does not answer is cut off, as a connection would be.
 *
 * <p>Threads: safe; an exchange is handled on its event loop.
 */
record NetworkService(Upstream listener) implements HttpService {

    @Override
    public void handle(Exchange exchange) {
        Passing passing = new Passing(exchange);
        Flow flow = listener.send(
                new UpstreamRequest(
                        exchange.request(), exchange.body(), exchange.eventLoop(), exchange.peer(), exchange.trail()),
                passing);
        if (!passing.over) {
            exchange.producer(flow);
        }
    }

    private static final class Passing extends DelegatingSink {

        private boolean over;

        Passing(Exchange exchange) {
            super(exchange);
        }

        @Override
        public void end() {
            over = true;
            super.end();
        }

        @Override
        public void abort(Failure failure) {
            over = true;
            super.abort(failure);
        }
    }
}
