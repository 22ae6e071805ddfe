package io.underpass.gateway.data;

import io.underpass.wire.Peer;
import java.net.InetAddress;

/**
 * The client's IP address as text.
 *
 * <p>Threads: stateless.
 */
final class ClientAddress {

    private ClientAddress() {}

    /** The address without port and IPv6 zone. */
    static String of(Peer peer) {
        InetAddress address = peer.remote().getAddress();
        String text = address == null ? peer.remote().getHostString() : address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
