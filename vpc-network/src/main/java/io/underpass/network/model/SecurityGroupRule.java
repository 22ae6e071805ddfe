package io.underpass.network.model;

/**
 * What a security group lets in, or out.
 *
 * <p>Threads: immutable.
 *
 * @param securityGroupRuleId {@code sgr-} and 17 digits
 * @param egress out, not in
 * @param ipProtocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, another one's number, or {@link #ALL}
 * @param fromPort the first port, for ICMP the type; -1 for all
 * @param toPort the last port, for ICMP the code; -1 for all
 * @param peer the other end
 * @param description empty where there is none
 */
public record SecurityGroupRule(
        String securityGroupRuleId,
        boolean egress,
        String ipProtocol,
        int fromPort,
        int toPort,
        RulePeer peer,
        String description) {

    /** Every protocol. */
    public static final String ALL = "-1";

    /** Whether it lets through just what {@code other} does. */
    public boolean means(SecurityGroupRule other) {
        return egress == other.egress
                && ipProtocol.equals(other.ipProtocol)
                && fromPort == other.fromPort
                && toPort == other.toPort
                && peer.equals(other.peer);
    }

    /** This rule under another id. */
    public SecurityGroupRule withId(String id) {
        return new SecurityGroupRule(id, egress, ipProtocol, fromPort, toPort, peer, description);
    }
}
