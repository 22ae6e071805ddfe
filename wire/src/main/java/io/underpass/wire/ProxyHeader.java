package io.underpass.wire;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The header of the PROXY protocol, version 2, by which a proxy tells a server whose connection it passes on (HAProxy's
 * "The PROXY protocol", 2.2).
 *
 * <p>Threads: stateless.
 */
public final class ProxyHeader {

    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int PORT_BYTES = 2;
    private static final int IPV6_BYTES = 16;

    private ProxyHeader() {}

    /** The header of a connection that is the proxy's own, such as a check. */
    public static byte[] own() {
        return header(LOCAL, UNSPECIFIED, new byte[0]);
    }

    /**
     * The header of a connection from {@code source} to {@code destination}; both resolved. Where they are of different
     * families both are written as IPv6 addresses.
     */
    public static byte[] of(InetSocketAddress source, InetSocketAddress destination) {
        boolean ipv4 = source.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address;
        ByteArrayOutputStream addresses = new ByteArrayOutputStream();
        addresses.writeBytes(bytes(source.getAddress(), ipv4));
        addresses.writeBytes(bytes(destination.getAddress(), ipv4));
        addresses.writeBytes(port(source.getPort()));
        addresses.writeBytes(port(destination.getPort()));
        return header(PROXY, ipv4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6, addresses.toByteArray());
    }

    private static byte[] bytes(InetAddress address, boolean ipv4) {
        byte[] own = address.getAddress();
        if (ipv4 || own.length == IPV6_BYTES) {
            return own;
        }
        byte[] mapped = new byte[IPV6_BYTES]; // ::ffff:a.b.c.d (RFC 4291 2.5.5.2)
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(own, 0, mapped, IPV6_BYTES - own.length, own.length);
        return mapped;
    }

    private static byte[] port(int port) {
        byte[] bytes = new byte[PORT_BYTES];
        bytes[0] = (byte) (port >>> 8);
        bytes[1] = (byte) port;
        return bytes;
    }

    private static byte[] header(int command, int family, byte[] addresses) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(command);
        header.write(family);
        header.writeBytes(port(addresses.length));
        header.writeBytes(addresses);
        return header.toByteArray();
    }
}
