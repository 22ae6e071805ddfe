package io.underpass.vpclink.compile;

import io.underpass.vpclink.model.VpcLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Gives each subnet of a link the private address that its network interface would have: in 172.31.0.0/16, the range of
 * AWS's default VPC, derived from the two ids so that it is the same in every run.
 *
 * <p>Threads: stateless.
 */
final class NetworkInterfaces {

    // AWS keeps the first four addresses of a subnet and the last for itself.
    private static final int FIRST_HOST = 4;
    private static final int HOSTS = 251;

    private static final int FIRST_EPHEMERAL_PORT = 32768; // Of Linux.
    private static final int SOURCES = 64;

    private NetworkInterfaces() {}

    static List<InetAddress> of(VpcLink link) {
        return link.subnetIds().stream()
                .map(subnet -> address(link.vpcLinkId(), subnet))
                .toList();
    }

    /** Some ports of these addresses, each address in turn and as often as every other. */
    static List<InetSocketAddress> sources(List<InetAddress> addresses) {
        int ports = Math.max(1, SOURCES / addresses.size());
        return IntStream.range(0, ports * addresses.size())
                .mapToObj(i -> new InetSocketAddress(addresses.get(i % addresses.size()), FIRST_EPHEMERAL_PORT + i))
                .toList();
    }

    private static InetAddress address(String linkId, String subnetId) {
        CRC32 hash = new CRC32();
        hash.update((linkId + '/' + subnetId).getBytes(StandardCharsets.UTF_8));
        long value = hash.getValue();
        byte third = (byte) (value & 0xff);
        byte fourth = (byte) (FIRST_HOST + (value >>> 8) % HOSTS);
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 172, 31, third, fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
