package io.underpass.emulator.node;

import io.underpass.alb.data.Lookup;
import io.underpass.wire.HttpService;
import io.underpass.wire.Upstream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which load balancers run on nodes, and the way to each of their listeners; all others run in this process.
 *
 * <p>Threads: immutable.
 */
public final class Placements {

    static final Placements NONE = new Placements(Map.of(), Map.of());

    private final Map<String, NodeContact> nodes;
    private final Map<String, NodeUpstream> listeners;

    /**
     * Some on nodes.
     *
     * @param nodes by the ARNs of their load balancers
     * @param listeners by ARN
     */
    Placements(Map<String, NodeContact> nodes, Map<String, NodeUpstream> listeners) {
        this.nodes = new HashMap<>(nodes);
        this.listeners = new HashMap<>(listeners);
    }

    /** The way to a listener that was found: to its node, or into this process. */
    public Upstream way(Lookup.Found found) {
        NodeUpstream node = listeners.get(found.listenerArn());
        return node != null ? node : found.inProcess();
    }

    /** The way to a listener on a node; empty where it is on none. */
    Optional<NodeUpstream> onNode(String listenerArn) {
        return Optional.ofNullable(listeners.get(listenerArn));
    }

    /** What answers for a listener that was found. */
    public HttpService service(Lookup.Found found) {
        NodeUpstream node = listeners.get(found.listenerArn());
        return node != null ? new NodeProxy(node) : found.service();
    }

    /** The ARNs of the load balancers that run on nodes. */
    public Set<String> elsewhere() {
        return Set.copyOf(nodes.keySet());
    }

    /** Where the node of a load balancer is; empty for one in this process. */
    public Optional<String> host(String loadBalancerArn) {
        return Optional.ofNullable(nodes.get(loadBalancerArn))
                .filter(NodeContact::isKnown)
                .map(NodeContact::host);
    }
}
