package io.underpass.network.control;

import io.underpass.network.model.SecurityGroupRule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The protocol and ports of a rule.
 *
 * <p>Threads: immutable.
 *
 * @param from the first port, for ICMP the type; -1 for all
 * @param to the last port, for ICMP the code; -1 for all
 */
record PortRange(String ipProtocol, int from, int to) {

    private static final int LAST_PORT = 65535;
    private static final int LAST_PROTOCOL = 255;
    private static final Map<String, String> NAMES =
            Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", SecurityGroupRule.ALL);

    /** Ports count for TCP and UDP, types and codes for ICMP; for other protocols AWS takes all ports. */
    static PortRange read(String protocol, Optional<Integer> from, Optional<Integer> to) {
        String lower = protocol.toLowerCase(Locale.ROOT);
        String name = NAMES.getOrDefault(lower, lower);
        return switch (name) {
            case "tcp", "udp" -> ports(name, from, to);
            case "icmp", "icmpv6" -> new PortRange(name, from.orElse(-1), to.orElse(-1));
            default -> {
                if (!name.equals(SecurityGroupRule.ALL) && !isNumber(name)) {
                    throw Refusals.invalid("Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
                }
                yield new PortRange(name, -1, -1);
            }
        };
    }

    private static PortRange ports(String name, Optional<Integer> from, Optional<Integer> to) {
        if (from.isEmpty() || to.isEmpty()) {
            throw Refusals.invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        int first = from.get();
        int last = to.get();
        if (first == -1 && last == -1) {
            return new PortRange(name, 0, LAST_PORT);
        }
        if (first < 0 || last > LAST_PORT || first > last) {
            throw Refusals.of(
                    "InvalidPermission.Malformed",
                    "Invalid " + name.toUpperCase(Locale.ROOT) + " range (" + first + ", " + last + ")");
        }
        return new PortRange(name, first, last);
    }

    private static boolean isNumber(String name) {
        return name.matches("\\d{1,3}") && Integer.parseInt(name) <= LAST_PROTOCOL;
    }
}
