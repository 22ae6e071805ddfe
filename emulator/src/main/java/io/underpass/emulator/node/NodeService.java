package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.Peer;
import io.underpass.wire.WholeResponse;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One port of a node: hands requests to the listener that its load balancer has there now.
 *
 * <p>Threads: safe; called on event loops.
 *
 * @param loadBalancerArn the load balancer's; empty while there is none
 * @param moved the port that the listener should have by now which this port has last led to; -1 where there is none
 * @param mark what the ids of the edge's hops begin with
 * @param hops tells which connections are the edge's
 * @param peers what the edge tells of clients
 */
record NodeService(
        LoadBalancerFleet fleet,
        Supplier<String> loadBalancerArn,
        int port,
        IntSupplier moved,
        String mark,
        HopIdentity hops,
        HopPeers peers)
        implements HttpService {

    static final String HOP = "hop";
    static final String LOAD_BALANCER = "loadBalancer";
    static final String LISTENER = "listener";

    @Override
    public void handle(Exchange exchange) {
        HttpHeaders headers = exchange.request().headers();
        String hop = headers.get(NodeProtocol.HOP, "");
        boolean fromEdge = hop.startsWith(mark);
        String client = headers.get(NodeProtocol.HOP_CLIENT, "");
        if (!hop.isEmpty() || !client.isEmpty()) {
            headers.remove(NodeProtocol.HOP); // Between edge and node; the target is not to see it.
            headers.remove(NodeProtocol.HOP_CLIENT);
        }
        Exchange told = exchange;
        if (fromEdge) {
            exchange.trail().note(HOP, hop);
            told = ofClient(exchange, client);
        }
        if (!answers(port, told, fromEdge) && !answers(moved.getAsInt(), told, fromEdge)) {
            noListener(exchange);
        }
    }

    /** Whether there is a listener on {@code where}, which answers. */
    private boolean answers(int where, Exchange exchange, boolean fromEdge) {
        if (fleet.find(loadBalancerArn.get(), "http", where) instanceof Lookup.Found found) {
            found.service().handle(exchange);
            return true;
        }
        if (fleet.find(loadBalancerArn.get(), "https", where) instanceof Lookup.Found found) {
            // The edge has looked at the certificate before it sends.
            if (fromEdge || isSecure(exchange.peer()) || mayBePlain(exchange, found)) {
                found.service().handle(exchange);
            } else {
                PlainOnSecurePort.refuse(exchange);
            }
            return true;
        }
        return false;
    }

    /** Whoever speaks TLS by the edge's name has been asked for nothing, so that it has to be the edge. */
    private boolean isSecure(Peer peer) {
        return peer.secure() && !hops.isCalled(peer.serverName());
    }

    /** Who came before the listener spoke TLS gets an answer without (a guess), unless it is to know its clients. */
    private boolean mayBePlain(Exchange exchange, Lookup.Found found) {
        return !exchange.tlsOffered() && !fleet.verifiesClients(found.listenerArn());
    }

    private void noListener(Exchange exchange) {
        exchange.trail().fail(LISTENER, "the load balancer has no listener on port " + port + " by now");
        WholeResponse.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "text/plain", "")
                .sendTo(exchange);
    }

    /** As the client's own, which the edge passes on; as the edge's where it does not say. */
    private Exchange ofClient(Exchange exchange, String client) {
        return peers.of(client, exchange.peer().local())
                .<Exchange>map(peer -> new HopExchange(exchange, peer))
                .orElse(exchange);
    }
}
