package io.underpass.vpclink.compile;

import io.underpass.aws.Scope;
import io.underpass.vpclink.SubnetBlocks;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A VPC link as a request needs it.
 *
 * <p>Threads: immutable.
 *
 * @param link what it was compiled from
 * @param addresses the private addresses of its network interfaces, one a subnet, at least one
 * @param sources what load balancers see as their client: ports of those interfaces, each interface in turn
 * @param availableFromMillis the first millisecond of the epoch in which it certainly routes traffic; until then, and
 *     for ever where it fails or somebody deletes it, {@link #statusAt} has to say
 */
public record CompiledLink(
        VpcLink link, List<InetAddress> addresses, List<InetSocketAddress> sources, long availableFromMillis) {

    static CompiledLink of(VpcLink link, SubnetBlocks blocks) {
        List<InetAddress> addresses = NetworkInterfaces.of(link, blocks);
        return new CompiledLink(link, addresses, NetworkInterfaces.sources(addresses), availableFromMillis(link));
    }

    private static long availableFromMillis(VpcLink link) {
        LinkLife life = link.life();
        return life.deletion().isPresent() || life.failure().isPresent()
                ? Long.MAX_VALUE
                : life.settledAt().toEpochMilli() + 1; // Rounded down: the next one is past it.
    }

    /** Its id. */
    public String id() {
        return link.vpcLinkId();
    }

    /** The account and region it lives in. */
    public Scope scope() {
        return link.scope();
    }

    /** Whether it certainly routes traffic at {@code nowMillis}; where not, {@link #statusAt} knows. */
    public boolean isAvailableAt(long nowMillis) {
        return nowMillis >= availableFromMillis;
    }

    /** The status at {@code now}; empty once it is gone. */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        return link.statusAt(now);
    }
}
