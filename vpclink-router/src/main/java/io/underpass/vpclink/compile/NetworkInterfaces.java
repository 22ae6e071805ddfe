package io.underpass.vpclink.compile;

import io.underpass.vpclink.SubnetBlocks;
import io.underpass.vpclink.SubnetBlocks.Block;
import io.underpass.vpclink.model.VpcLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Gives each subnet of a link the private address that its network interface would have: in the subnet's block, or where
 * nothing is known of it in 172.31.0.0/16, the range of AWS's default VPC; derived from the two ids so that it is the same
 * in every run.
 *
 * <p>Threads: stateless.
 */
final class NetworkInterfaces {

    // AWS keeps the first four addresses of a subnet and the last for itself.
    private static final int FIRST_HOST = 4;
    private static final int HOSTS = 251;
    private static final int RESERVED = 5;
    private static final long DEFAULT_VPC = 0xac1f0000L; // 172.31.0.0

    private static final int FIRST_EPHEMERAL_PORT = 32768; // Of Linux.
    private static final int SOURCES = 64;

    private NetworkInterfaces() {}

    static List<InetAddress> of(VpcLink link, SubnetBlocks blocks) {
        return link.subnetIds().stream()
                .map(subnet -> address(hash(link.vpcLinkId(), subnet), blocks.of(link.scope(), subnet)))
                .toList();
    }

    /** Some ports of these addresses, each address in turn and as often as every other. */
    static List<InetSocketAddress> sources(List<InetAddress> addresses) {
        int ports = Math.max(1, SOURCES / addresses.size());
        return IntStream.range(0, ports * addresses.size())
                .mapToObj(i -> new InetSocketAddress(addresses.get(i % addresses.size()), FIRST_EPHEMERAL_PORT + i))
                .toList();
    }

    private static long hash(String linkId, String subnetId) {
        CRC32 hash = new CRC32();
        hash.update((linkId + '/' + subnetId).getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }

    private static InetAddress address(long hash, Optional<Block> block) {
        return block.map(known -> address(known.first() + FIRST_HOST + hash % (known.size() - RESERVED)))
                .orElseGet(() -> address(DEFAULT_VPC + ((hash & 0xff) << 8) + FIRST_HOST + (hash >>> 8) % HOSTS));
    }

    private static InetAddress address(long number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
