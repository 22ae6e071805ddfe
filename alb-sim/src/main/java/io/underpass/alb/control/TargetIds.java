package io.underpass.alb.control;

import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.AwsError;
import java.util.regex.Pattern;

/** Checks the ids of targets (spec 3.7, T25). Threads: stateless. */
final class TargetIds {

    /** RFC 1918, RFC 6598 and, since targets run on this machine, loopback. */
    private static final Pattern PRIVATE_IPV4 =
            Pattern.compile("(10|127)\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*"
                    + "|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");

    private TargetIds() {}

    /** Refuses {@code id} where {@code group} cannot have such a target. */
    static void check(TargetGroup group, String id) {
        if (!group.targetType().equals("ip")) {
            // Instances are resolved by settings or DNS, so any name will do.
            if (!NAME.matcher(id).matches()) {
                throw invalid(id, "is not a valid instance ID");
            }
            return;
        }
        boolean ipv6 = group.ipAddressType().equals("ipv6");
        if (Cidr.isIpv4(id)) {
            if (ipv6) {
                throw invalid(id, "is not an IPv6 address");
            }
            if (!PRIVATE_IPV4.matcher(id).matches()) {
                throw invalid(id, "is not within a private address range and cannot be registered");
            }
        } else if (Cidr.isIpv6(id)) {
            if (!ipv6) {
                throw invalid(id, "is not an IPv4 address");
            }
        } else if (!NAME.matcher(id).matches() || NUMERIC.matcher(id).matches()) {
            throw invalid(id, "is not a valid IP address");
        }
    }

    /** AWS's text is not known. */
    private static AwsError invalid(String id, String reason) {
        return Refusals.of("InvalidTarget", "The target '" + id + "' " + reason);
    }
}
