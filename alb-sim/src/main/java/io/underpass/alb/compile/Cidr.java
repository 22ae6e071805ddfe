package io.underpass.alb.compile;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses, IPv4 or IPv6.
 *
 * <p>Threads: immutable.
 */
final class Cidr {

    private final String source;
    private final byte[] network;
    private final int prefixBits;

    private Cidr(String source, byte[] network, int prefixBits) {
        this.source = source;
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads {@code address/bits}.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static Cidr of(String text) {
        int slash = text.indexOf('/');
        byte[] network = Optional.ofNullable(
                        NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash)))
                .orElseThrow(() -> new IllegalArgumentException("not a CIDR block: " + text));
        int bits = slash < 0 ? network.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * Byte.SIZE) {
            throw new IllegalArgumentException("not a CIDR block: " + text);
        }
        return new Cidr(text, network, bits);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefixBits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixBits % Byte.SIZE;
        return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        return source;
    }
}
