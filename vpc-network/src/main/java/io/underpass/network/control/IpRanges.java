package io.underpass.network.control;

import io.underpass.aws.AwsError;
import io.underpass.network.model.Ipv4Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the blocks of rules. Threads: stateless. */
final class IpRanges {

    private static final Pattern IPV6 = Pattern.compile("([0-9a-f:.]*:[0-9a-f:.]*)/(\\d{1,3})");
    private static final int IPV6_BITS = 128;

    private IpRanges() {}

    /** The block, bits behind the prefix zero. */
    static String ipv4(String text) {
        return Ipv4Cidr.parse(text).map(Ipv4Cidr::text).orElseThrow(() -> malformed(text));
    }

    /** The block as it was written, in lower case. */
    static String ipv6(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        var fields = IPV6.matcher(lower);
        if (!fields.matches() || Integer.parseInt(fields.group(2)) > IPV6_BITS) {
            throw malformed(text);
        }
        try {
            // A text with a colon is read as an address and never looked up.
            InetAddress.getByName(fields.group(1));
            return lower;
        } catch (UnknownHostException e) {
            throw malformed(text);
        }
    }

    private static AwsError malformed(String text) {
        return Refusals.invalid("CIDR block " + text + " is malformed");
    }
}
