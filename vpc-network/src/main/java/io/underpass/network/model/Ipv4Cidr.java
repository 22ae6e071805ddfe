package io.underpass.network.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses.
 *
 * <p>Threads: immutable.
 *
 * @param first its first address, bits behind the prefix zero
 * @param prefixBits 0 to 32
 */
public record Ipv4Cidr(long first, int prefixBits) {

    private static final int ADDRESS_BITS = 32;
    private static final int OCTET = 256;
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** Reads {@code a.b.c.d/bits}; bits behind the prefix do not count. Empty where {@code text} is not that. */
    public static Optional<Ipv4Cidr> parse(String text) {
        Matcher fields = FORM.matcher(text);
        if (!fields.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(fields.group(i));
            if (octet >= OCTET) {
                return Optional.empty();
            }
            address = address * OCTET + octet;
        }
        int bits = Integer.parseInt(fields.group(5));
        return bits > ADDRESS_BITS ? Optional.empty() : Optional.of(new Ipv4Cidr(address & -size(bits), bits));
    }

    /** How many addresses it has. */
    public long size() {
        return size(prefixBits);
    }

    private static long size(int bits) {
        return 1L << (ADDRESS_BITS - bits);
    }

    /** Whether all addresses of {@code other} are in this block. */
    public boolean contains(Ipv4Cidr other) {
        return prefixBits <= other.prefixBits && (other.first & -size()) == first;
    }

    /** Whether any address is in both. */
    public boolean overlaps(Ipv4Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** {@code a.b.c.d/bits}. */
    public String text() {
        return (first >> 24) + "." + (first >> 16) % OCTET + "." + (first >> 8) % OCTET + "." + first % OCTET + "/"
                + prefixBits;
    }
}
