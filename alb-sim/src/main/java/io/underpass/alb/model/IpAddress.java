package io.underpass.alb.model;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, read from text without asking DNS.
 *
 * <p>Threads: immutable.
 */
public final class IpAddress {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_PREFIX_BYTES = IPV6_BYTES - IPV4_BYTES;
    private static final int MAX_LENGTH = 45;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads dotted decimal or the text form of RFC 4291, 2.2; empty where {@code text} is neither. */
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return (text.indexOf(':') < 0 ? ipv4(text) : ipv6(text)).map(IpAddress::new);
    }

    /** Whether it is an IPv4 address. */
    public boolean isIpv4() {
        return bytes.length == IPV4_BYTES;
    }

    /** The IPv4 address that an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) means; any other is what it is. */
    public IpAddress meant() {
        boolean mapped = bytes.length == IPV6_BYTES && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; mapped && i < MAPPED_PREFIX_BYTES - 2; i++) {
            mapped = bytes[i] == 0;
        }
        return mapped ? new IpAddress(Arrays.copyOfRange(bytes, MAPPED_PREFIX_BYTES, IPV6_BYTES)) : this;
    }

    /** The address, most significant byte first; a copy. */
    byte[] bytes() {
        return bytes.clone();
    }

    private static Optional<byte[]> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[IPV4_BYTES];
        if (parts.length != IPV4_BYTES) {
            return Optional.empty();
        }
        for (int i = 0; i < IPV4_BYTES; i++) {
            int octet = number(parts[i], 10, 3);
            boolean octal = parts[i].length() > 1 && parts[i].startsWith("0"); // Some would read it so.
            if (octet < 0 || octet > 0xff || octal) {
                return Optional.empty();
            }
            address[i] = (byte) octet;
        }
        return Optional.of(address);
    }

    private static Optional<byte[]> ipv6(String text) {
        int gap = text.indexOf("::");
        Optional<byte[]> head = groups(gap < 0 ? text : text.substring(0, gap));
        Optional<byte[]> tail = gap < 0 ? Optional.of(new byte[0]) : groups(text.substring(gap + 2));
        if (head.isEmpty()
                || tail.isEmpty()
                || (gap >= 0 && text.substring(0, gap).indexOf('.') >= 0)) {
            return Optional.empty();
        }
        int given = head.get().length + tail.get().length;
        if (gap < 0 ? given != IPV6_BYTES : given >= IPV6_BYTES) {
            return Optional.empty();
        }
        byte[] address = Arrays.copyOf(head.get(), IPV6_BYTES);
        System.arraycopy(tail.get(), 0, address, IPV6_BYTES - tail.get().length, tail.get().length);
        return Optional.of(address);
    }

    /** Groups of four hexadecimal digits between colons, the last one perhaps an IPv4 address. */
    private static Optional<byte[]> groups(String text) {
        ByteArrayOutputStream groups = new ByteArrayOutputStream(IPV6_BYTES);
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            int group = number(parts[i], 16, 4);
            Optional<byte[]> embedded = i == parts.length - 1 ? ipv4(parts[i]) : Optional.empty();
            if (group >= 0) {
                groups.write(group >> Byte.SIZE);
                groups.write(group);
            } else if (embedded.isPresent()) {
                groups.writeBytes(embedded.get());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups.toByteArray());
    }

    /** The number that {@code text} is; -1 where it is none or has more digits than {@code maxDigits}. */
    private static int number(String text, int radix, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
