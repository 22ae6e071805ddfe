package io.underpass.alb.control;

import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.IpAddress;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the ids of targets (spec 3.7, T25). Threads: stateless. */
final class TargetIds {

    /** RFC 1918, RFC 6598 and, since targets run on this machine, loopback. */
    private static final List<Cidr> PRIVATE_IPV4 =
            blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8");

    /**
     * Link-local and multicast addresses; where AWS keeps services of its own, instance metadata for one; and those that
     * embed an IPv4 address (RFC 4291, 2.5.5.1 and RFC 6052), which not everybody reads alike.
     */
    private static final List<Cidr> NO_TARGET_IPV6 =
            blocks("fe80::/10", "ff00::/8", "fd00:ec2::/32", "::/96", "64:ff9b::/96");

    private static final List<Cidr> LOOPBACK_IPV6 = blocks("::1/128");

    private static final int NAME_LENGTH = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");

    /** What resolvers take for an IPv4 address in an odd notation: its last part is a number. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)");

    private TargetIds() {}

    /** Refuses {@code id} where {@code group} cannot have such a target. */
    static void check(TargetGroup group, String id) {
        boolean instance = !group.targetType().equals("ip");
        Optional<IpAddress> address = IpAddress.parse(id).map(IpAddress::meant);
        if (address.isPresent()) {
            // Instances are resolved by settings or DNS, so that an address may stand for one.
            boolean ipv6 =
                    instance ? !address.get().isIpv4() : group.ipAddressType().equals("ipv6");
            checkAddress(id, address.get(), ipv6);
        } else if (id.length() > NAME_LENGTH
                || !NAME.matcher(id).matches()
                || NUMERIC.matcher(id).matches()) {
            throw invalid(id, instance ? "is not a valid instance ID" : "is not a valid IP address");
        }
    }

    private static void checkAddress(String id, IpAddress address, boolean ipv6) {
        if (address.isIpv4() == ipv6) {
            throw invalid(id, ipv6 ? "is not an IPv6 address" : "is not an IPv4 address");
        }
        boolean allowed =
                ipv6 ? isIn(LOOPBACK_IPV6, address) || !isIn(NO_TARGET_IPV6, address) : isIn(PRIVATE_IPV4, address);
        if (!allowed) {
            throw invalid(id, "is not within a private address range and cannot be registered");
        }
    }

    private static boolean isIn(List<Cidr> blocks, IpAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Cidr> blocks(String... blocks) {
        return Stream.of(blocks).map(Cidr::parse).flatMap(Optional::stream).toList();
    }

    /** AWS's text is not known. */
    private static AwsError invalid(String id, String reason) {
        return Refusals.of("InvalidTarget", "The target '" + id + "' " + reason);
    }
}
