package io.underpass.gateway.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses with a common beginning.
 *
 * <p>Threads: immutable; nobody writes to {@code prefix}.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IpRange(byte[] prefix, int bits) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads {@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address. */
    static IpRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text, slash + 1, text.length(), 10);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("no IP range: " + text);
        }
        return new IpRange(address, bits);
    }

    boolean contains(String text) {
        byte[] address;
        try {
            address = bytes(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
            if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Only what is an address as it stands: nobody asks a name server. */
    private static byte[] bytes(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("no IP address: " + text);
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no IP address: " + text, e);
        }
    }
}
