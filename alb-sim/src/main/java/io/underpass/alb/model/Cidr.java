package io.underpass.alb.model;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses, IPv4 or IPv6. Bits behind the prefix do not count; the text keeps them, as callers see it again.
 *
 * <p>Threads: immutable.
 */
public final class Cidr {

    private static final int MAPPED_PREFIX_BITS = 96;
    private static final int MAX_BITS_DIGITS = 3;

    private final String text;
    private final byte[] network;
    private final int prefixBits;

    private Cidr(String text, byte[] network, int prefixBits) {
        this.text = text;
        this.network = network;
        this.prefixBits = prefixBits;
        for (int bit = prefixBits; bit < network.length * Byte.SIZE; bit++) {
            network[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
    }

    /** Reads {@code address/bits}; empty where {@code text} is not that. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (bits.isEmpty() || bits.length() > MAX_BITS_DIGITS || !bits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return IpAddress.parse(text.substring(0, slash)).flatMap(address -> of(text, address, Integer.parseInt(bits)));
    }

    private static Optional<Cidr> of(String text, IpAddress address, int bits) {
        byte[] written = address.bytes();
        byte[] meant = address.meant().bytes();
        if (bits > written.length * Byte.SIZE) {
            return Optional.empty();
        }
        return meant.length < written.length && bits >= MAPPED_PREFIX_BITS
                ? Optional.of(new Cidr(text, meant, bits - MAPPED_PREFIX_BITS))
                : Optional.of(new Cidr(text, written, bits));
    }

    /** Whether {@code address} is in this block. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /** Whether the address that {@code address} means is in this block. */
    public boolean contains(IpAddress address) {
        return contains(address.meant().bytes());
    }

    private boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixBits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixBits % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr block && text.equals(block.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was read. */
    @Override
    public String toString() {
        return text;
    }
}
