package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.Peer;
import io.underpass.wire.WholeResponse;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One port of a node: hands requests to the listener that its load balancer has there now.
 *
 * <p>Threads: safe; called on event loops.
 *
 * @param loadBalancerArn the load balancer's; empty while there is none
 * @param mark what the ids of the edge's hops begin with
 * @param sessions what the edge tells of TLS
 */
record NodeService(
        LoadBalancerFleet fleet, Supplier<String> loadBalancerArn, int port, String mark, HopSessions sessions)
        implements HttpService {

    static final String HOP = "hop";
    static final String LOAD_BALANCER = "loadBalancer";
    static final String LISTENER = "listener";

    @Override
    public void handle(Exchange exchange) {
        HttpHeaders headers = exchange.request().headers();
        String hop = headers.get(NodeProtocol.HOP, "");
        boolean fromEdge = hop.startsWith(mark);
        String tls = headers.get(NodeProtocol.HOP_TLS, "");
        if (!hop.isEmpty() || !tls.isEmpty()) {
            headers.remove(NodeProtocol.HOP); // Between edge and node; the target is not to see it.
            headers.remove(NodeProtocol.HOP_TLS);
        }
        if (fromEdge) {
            exchange.trail().note(HOP, hop);
        }
        if (fleet.find(loadBalancerArn.get(), "http", port) instanceof Lookup.Found found) {
            found.service().handle(exchange);
            return;
        }
        if (fleet.find(loadBalancerArn.get(), "https", port) instanceof Lookup.Found found) {
            // The edge has looked at the certificate before it sends; no one else may come without TLS.
            if (fromEdge) {
                found.service().handle(tls.isEmpty() ? exchange : vouchedFor(exchange, tls));
            } else if (exchange.peer().secure()) {
                found.service().handle(exchange);
            } else {
                PlainOnSecurePort.refuse(exchange);
            }
            return;
        }
        exchange.trail().fail(LISTENER, "the load balancer has no listener on port " + port + " by now");
        WholeResponse.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "text/plain", "")
                .sendTo(exchange);
    }

    private Exchange vouchedFor(Exchange exchange, String tls) {
        Peer edge = exchange.peer();
        return sessions.of(tls)
                .<Exchange>map(session -> new HopExchange(
                        exchange, new Peer(edge.remote(), edge.local(), true, edge.serverName(), Optional.of(session))))
                .orElse(exchange);
    }
}
