package io.underpass.network.model;

/**
 * The other end that a security group's rule is about.
 *
 * <p>Threads: immutable.
 */
public sealed interface RulePeer {

    /** As messages name it: the block, or the group's id. */
    String text();

    /** An IPv4 block. */
    record Ipv4Range(String cidrIp) implements RulePeer {
        @Override
        public String text() {
            return cidrIp;
        }
    }

    /** An IPv6 block. */
    record Ipv6Range(String cidrIpv6) implements RulePeer {
        @Override
        public String text() {
            return cidrIpv6;
        }
    }

    /**
     * Whoever is in a security group.
     *
     * @param userId the account that owns it
     */
    record ReferencedGroup(String userId, String groupId) implements RulePeer {
        @Override
        public String text() {
            return groupId;
        }
    }
}
