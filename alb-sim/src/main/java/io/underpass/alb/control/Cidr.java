package io.underpass.alb.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Checks addresses and CIDR blocks without asking DNS. Threads: stateless. */
final class Cidr {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");
    private static final String LIMITED_BROADCAST = "255.255.255.255/32";
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private Cidr() {}

    /** Whether {@code text} is an IPv4 address. */
    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** Whether {@code text} is an IPv6 address. */
    static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            // Java takes whatever holds a colon for a literal, never for a name to look up.
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Refuses a value of a source-ip condition unless it is a block of addresses; the text is a guess. */
    static void check(String block) {
        int slash = block.indexOf('/');
        String address = slash < 0 ? block : block.substring(0, slash);
        String bits = slash < 0 ? "" : block.substring(slash + 1);
        boolean valid = BITS.matcher(bits).matches()
                && ((isIpv4(address) && Integer.parseInt(bits) <= IPV4_BITS)
                        || (isIpv6(address) && Integer.parseInt(bits) <= IPV6_BITS));
        if (!valid || block.equals(LIMITED_BROADCAST)) {
            throw Refusals.validation("The 'source-ip' value '" + block + "' is not a valid CIDR block");
        }
    }
}
