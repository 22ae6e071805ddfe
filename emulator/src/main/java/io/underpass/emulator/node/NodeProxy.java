package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.underpass.emulator.edge.Answer;
import io.underpass.wire.DelegatingSink;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HopByHop;
import io.underpass.wire.HttpService;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.Optional;

/**
 * An internet-facing load balancer on a node, at the edge port. The node takes the edge for its client.
 *
 * <p>Threads: safe; an exchange is handled on its event loop.
 */
record NodeProxy(NodeUpstream node) implements HttpService {

    @Override
    public void handle(Exchange exchange) {
        RequestHead received = exchange.request();
        FieldList headers = FieldList.of(received.headers().copy());
        boolean webSocket = headers.containsValue(FieldNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        HopByHop.STANDARD.strip(headers);
        Optional<RequestBody> tunnel = webSocket ? exchange.tunnel() : Optional.empty();
        if (tunnel.isPresent()) {
            headers.append(FieldNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        RequestHead head = new RequestHead(received.method(), received.target(), received.version(), headers);
        Relay relay = new Relay(exchange);
        Upstream way = exchange.multiplexed() ? node.multiplexed() : node;
        exchange.producer(way.send(
                new UpstreamRequest(
                        head, exchange.body(), exchange.eventLoop(), exchange.peer(), exchange.trail(), tunnel),
                relay));
    }

    /** Threads: confined to the event loop of its exchange. */
    private static final class Relay extends DelegatingSink {

        private final Exchange exchange;
        private boolean headPassed;

        Relay(Exchange exchange) {
            super(exchange);
            this.exchange = exchange;
        }

        @Override
        public void head(ResponseHead head) {
            headPassed = true;
            FieldList headers = FieldList.of(head.headers());
            String protocol = head.status().code() == 101 ? headers.get(FieldNames.UPGRADE, "") : "";
            HopByHop.STANDARD.strip(headers);
            if (!protocol.isEmpty()) {
                headers.append(FieldNames.UPGRADE, protocol);
            }
            super.head(new ResponseHead(head.status(), headers, head.length()));
        }

        /** On AWS nothing answers where a load balancer is gone; the edge port does, and says why. */
        @Override
        public void abort(Failure failure) {
            if (headPassed || failure.kind() == Failure.Kind.CLIENT_LEFT) {
                super.abort(failure);
            } else {
                Answer.message(exchange, 503, failure.detail());
            }
        }
    }
}
