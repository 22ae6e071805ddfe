package io.underpass.emulator.node;

import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One listener of a load balancer that runs on a node. A node that is gone is not tried, and nothing answers in its
 * place.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
final class NodeUpstream implements Upstream {

    private static final String LOAD_BALANCER = "loadBalancer";
    private static final String LISTENER = "listener";
    static final String NODE = "node";

    private final NodeContact node;
    private final NodeChange change;
    private final String loadBalancerArn;
    private final String listenerArn;
    private final Upstream connections;
    private final Hops hops;
    private final HopTexts texts;
    private final boolean secure;
    private final InstantSource clock;
    private final Supplier<Optional<NodeUpstream>> current;
    private final int port;
    private final String where;
    private final NodeUpstream multiplexed;

    /**
     * The listener {@code listenerArn}.
     *
     * @param change when it came to be there
     * @param texts what the node is told of clients
     * @param secure whether the listener ends TLS
     * @param current the same listener as it is placed by now; empty where it no longer is on a node
     * @param streams the way there by HTTP/2, where the listener speaks it with anybody
     */
    NodeUpstream(
            NodeContact node,
            NodeChange change,
            String loadBalancerArn,
            String listenerArn,
            int port,
            Upstream connections,
            Hops hops,
            HopTexts texts,
            boolean secure,
            InstantSource clock,
            Supplier<Optional<NodeUpstream>> current,
            Optional<Upstream> streams) {
        this.node = node;
        this.change = change;
        this.loadBalancerArn = loadBalancerArn;
        this.listenerArn = listenerArn;
        this.connections = connections;
        this.hops = hops;
        this.texts = texts;
        this.secure = secure;
        this.clock = clock;
        this.current = current;
        this.port = port;
        this.where = "node " + node.node().name() + " at " + HostAndPort.of(node.host(), port);
        this.multiplexed = streams.map(way -> new NodeUpstream(
                        node,
                        change,
                        loadBalancerArn,
                        listenerArn,
                        port,
                        way,
                        hops,
                        texts,
                        secure,
                        clock,
                        () -> current.get().map(NodeUpstream::multiplexed),
                        Optional.empty()))
                .orElse(this);
    }

    /** Whether its node may begin to serve at any moment, and does not yet. */
    boolean mayYetServe() {
        long now = clock.millis();
        return node.mayYetServe(now) || node.mayYetServe(change, now);
    }

    /** The same for requests that came by HTTP/2, whose trailers go with them where there is a way for them. */
    NodeUpstream multiplexed() {
        return multiplexed;
    }

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        if (mayYetServe()) {
            return new AwaitedNode(request, sink, current, () -> absent(request, sink)).begin();
        }
        if (!node.isThere(clock.millis())) {
            return absent(request, sink);
        }
        Trail trail = request.trail();
        trail.note(LOAD_BALANCER, loadBalancerArn);
        trail.note(LISTENER, listenerArn);
        Hop hop = hops.begin(where);
        trail.note(NODE, hop);
        request.head().headers().set(NodeProtocol.HOP, hop.id());
        request.head().headers().set(NodeProtocol.HOP_CLIENT, texts.of(request.peer(), secure));
        return connections.send(request, new NodeResponse(sink, trail, this::explained));
    }

    private Flow absent(UpstreamRequest request, ResponseSink sink) {
        Trail trail = request.trail();
        trail.note(LOAD_BALANCER, loadBalancerArn);
        trail.note(LISTENER, listenerArn);
        trail.note(NODE, where);
        String reason = cannotBeReached() + ": " + node.absence(clock.millis()).orElse("it was not there a moment ago");
        trail.fail(NODE, reason);
        request.body().discard();
        sink.abort(new Failure(Failure.Kind.UNREACHABLE, reason));
        return Flow.NONE;
    }

    /** A failure on the way to the node as its client should see it: one without a connection is one without a way. */
    private Failure explained(Failure failure) {
        return switch (failure.kind()) {
            case CONNECT_REFUSED, CONNECT_TIMEOUT, UNKNOWN_HOST ->
                new Failure(
                        Failure.Kind.UNREACHABLE,
                        cannotBeReached() + ": " + failure.detail()
                                + node.problem(port)
                                        .map(why -> "; the node says: " + why)
                                        .orElse("")
                                + "; " + node.lastHeard(clock.millis()));
            case CLIENT_LEFT -> failure;
            default ->
                new Failure(
                        failure.kind(),
                        "Between the edge and " + where + ": " + failure.detail() + "; "
                                + node.lastHeard(clock.millis()));
        };
    }

    private String cannotBeReached() {
        return "The load balancer runs on " + where + ", which the edge cannot reach";
    }
}
