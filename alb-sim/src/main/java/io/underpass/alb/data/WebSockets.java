package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import java.util.Optional;

/**
 * Requests for a WebSocket, the one protocol that load balancers leave HTTP for (spec 2.7). After the target's 101 they
 * pass bytes on in both directions, and know nothing of frames.
 *
 * <p>Threads: stateless.
 */
final class WebSockets {

    private WebSockets() {}

    /** What the client of {@code exchange} will send in the tunnel, where it asks for one; {@code head} then asks too. */
    static Optional<RequestBody> tunnel(Exchange exchange, RequestHead head) {
        Optional<RequestBody> tunnel = exchange.tunnel();
        if (tunnel.isPresent() && asks(exchange.request())) {
            FieldList.of(head.headers()).append(FieldNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            return tunnel;
        }
        return Optional.empty();
    }

    /** Whether {@code request}, which names another protocol, names this one. */
    private static boolean asks(RequestHead request) {
        return request.headers().containsValue(FieldNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }
}
