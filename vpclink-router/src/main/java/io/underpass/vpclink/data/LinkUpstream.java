package io.underpass.vpclink.data;

import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;

/**
 * A load balancer seen through a link: what it takes for its client is one of the link's network interfaces (spec 1.5 of
 * API Gateway).
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
record LinkUpstream(CompiledLink link, Upstream loadBalancer) implements Upstream {

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        Peer edge = request.peer();
        Peer networkInterface = new Peer(SourceAddresses.next(link), edge.local(), edge.secure(), "", edge.tls());
        return loadBalancer.send(request.from(networkInterface), sink);
    }
}
