package io.underpass.vpclink;

import io.underpass.aws.Scope;
import java.util.Optional;

/**
 * Port: where the network interfaces of links get their addresses.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface SubnetBlocks {

    /** Nothing is known of any subnet. */
    SubnetBlocks UNKNOWN = (scope, subnetId) -> Optional.empty();

    /** The IPv4 block of a subnet; empty where nothing is known of it. */
    Optional<Block> of(Scope scope, String subnetId);

    /**
     * A block of IPv4 addresses.
     *
     * @param first its first address, as a number
     * @param size how many it has, at least 16
     */
    record Block(long first, long size) {}
}
