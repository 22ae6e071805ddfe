package io.underpass.network.compile;

import io.underpass.network.model.Ipv4Cidr;
import io.underpass.network.model.RulePeer;
import io.underpass.network.model.SecurityGroupRule;
import java.util.Collection;
import java.util.Optional;

/**
 * One rule of a security group, for TCP over IPv4.
 *
 * <p>Threads: immutable.
 *
 * @param groupId the other end is in this group; empty where it is a block
 * @param block the other end has an address in it; empty where it is a group
 */
public record CompiledPermission(int fromPort, int toPort, Optional<String> groupId, Optional<Ipv4Cidr> block) {

    private static final int LAST_PORT = 65535;

    /** Empty for IPv6. */
    static Optional<CompiledPermission> of(SecurityGroupRule rule) {
        boolean all = rule.ipProtocol().equals(SecurityGroupRule.ALL);
        int from = all ? 0 : rule.fromPort();
        int to = all ? LAST_PORT : rule.toPort();
        if (rule.peer() instanceof RulePeer.ReferencedGroup group) {
            return Optional.of(new CompiledPermission(from, to, Optional.of(group.groupId()), Optional.empty()));
        }
        return rule.peer() instanceof RulePeer.Ipv4Range range
                ? Optional.of(new CompiledPermission(from, to, Optional.empty(), Ipv4Cidr.parse(range.cidrIp())))
                : Optional.empty();
    }

    /** Whether it lets {@code port} through for an end that is in {@code groupIds} and has any of {@code addresses}. */
    public boolean covers(int port, Collection<String> groupIds, Ipv4Cidr addresses) {
        return fromPort <= port
                && port <= toPort
                && (groupId.filter(groupIds::contains).isPresent()
                        || block.filter(range -> range.contains(addresses)).isPresent());
    }
}
