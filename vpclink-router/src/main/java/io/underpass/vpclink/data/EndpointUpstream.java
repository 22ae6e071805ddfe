package io.underpass.vpclink.data;

import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A network load balancer seen through a link of the first version. What comes through an endpoint service has lost its
 * client's address: targets see one of the load balancer's own (AWS: "Client IP preservation"). Which one is a guess: one
 * of the default VPC's range, the same in every run.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
record EndpointUpstream(InetSocketAddress source, Upstream loadBalancer) implements Upstream {

    private static final int FIRST_HOST = 4; // AWS keeps those before for itself.
    private static final int HOSTS = 251;
    private static final int PORT = 32768; // The first that Linux gives out.

    /** The address that the targets of a load balancer see. */
    static InetSocketAddress source(String loadBalancerArn) {
        CRC32 hash = new CRC32();
        hash.update(loadBalancerArn.getBytes(StandardCharsets.UTF_8));
        int number = (int) hash.getValue();
        byte host = (byte) (FIRST_HOST + Integer.remainderUnsigned(number >>> 8, HOSTS));
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {(byte) 172, 31, (byte) number, host}), PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        Peer edge = request.peer();
        return loadBalancer.send(request.from(new Peer(source, edge.local(), edge.secure())), sink);
    }
}
