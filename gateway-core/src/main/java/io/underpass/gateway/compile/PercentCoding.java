package io.underpass.gateway.compile;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding (RFC 3986 2.1) byte by byte, so that what is not UTF-8 survives. A percent sign without two
 * hexadecimal digits stands for itself.
 *
 * <p>Threads: stateless.
 */
public final class PercentCoding {

    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    private static final Characters PATH = bits(UNRESERVED + "!$&'()*+,;=:@/");
    private static final Characters ENCODED_PATH = bits(UNRESERVED + "!$&'()*+,;=:@/%");
    private static final Characters ENCODED_QUERY = bits(UNRESERVED + "!$&'()*+,;=:@/?%");
    private static final Characters QUERY_VALUE = bits(UNRESERVED + "!$'()*,;:@/?");
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentCoding() {}

    /** Where encoded text goes, and so which characters stay as they are. */
    public enum Place {
        /** A path: slashes stay. */
        PATH,
        /** A name or a value in a query: what separates them is encoded. */
        QUERY_VALUE;

        private Characters allowed() {
            return this == PATH ? PercentCoding.PATH : PercentCoding.QUERY_VALUE;
        }
    }

    /** Appends plain {@code text}, encoded. */
    public static void encode(StringBuilder out, String text, Place place) {
        Characters allowed = place.allowed();
        if (allowed.hasAllOf(text)) {
            out.append(text);
            return;
        }
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            append(out, octet & 0xff, allowed);
        }
    }

    /** Appends {@code text}, which is percent-encoded, decoded and encoded again. */
    public static void recode(StringBuilder out, String text, Place place) {
        Characters allowed = place.allowed();
        if (allowed.hasAllOf(text)) {
            out.append(text);
            return;
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int i = 0;
        while (i < octets.length) {
            int decoded = triplet(octets, i);
            append(out, decoded < 0 ? octets[i] & 0xff : decoded, allowed);
            i += decoded < 0 ? 1 : 3;
        }
    }

    /** {@code path} with the characters encoded that no path may hold; percent signs stay. */
    public static String cleanPath(String path) {
        return clean(path, ENCODED_PATH);
    }

    /** {@code query} with the characters encoded that no query may hold; percent signs stay. */
    public static String cleanQuery(String query) {
        return clean(query, ENCODED_QUERY);
    }

    /** Decodes a part of a path: a plus is a plus. */
    public static String decodePath(String text) {
        return text.indexOf('%') < 0 ? text : decode(text);
    }

    /** Decodes a name or a value of a query: a plus is a space. */
    public static String decodeQuery(String text) {
        String spaced = text.replace('+', ' ');
        return spaced.indexOf('%') < 0 ? spaced : decode(spaced);
    }

    private static String decode(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[octets.length];
        int size = 0;
        int i = 0;
        while (i < octets.length) {
            int value = triplet(octets, i);
            decoded[size++] = value < 0 ? octets[i] : (byte) value;
            i += value < 0 ? 1 : 3;
        }
        return new String(decoded, 0, size, StandardCharsets.UTF_8);
    }

    private static String clean(String text, Characters allowed) {
        if (allowed.hasAllOf(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            append(out, octet & 0xff, allowed);
        }
        return out.toString();
    }

    /** The byte that the triplet at {@code index} stands for, or -1 where there is none. */
    private static int triplet(byte[] octets, int index) {
        if (octets[index] != '%' || index + 2 >= octets.length) {
            return -1;
        }
        int high = Character.digit(octets[index + 1], 16);
        int low = Character.digit(octets[index + 2], 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static void append(StringBuilder out, int octet, Characters allowed) {
        if (allowed.get(octet)) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX[octet >> 4]).append(HEX[octet & 0xf]);
        }
    }

    private static Characters bits(String characters) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            low |= c < 64 ? 1L << c : 0;
            high |= c < 64 ? 0 : 1L << (c - 64);
        }
        return new Characters(low, high);
    }

    /** A set of ASCII characters, a bit each. */
    private record Characters(long low, long high) {

        boolean get(int c) {
            return c < 64 ? (low >>> c & 1) == 1 : c < 128 && (high >>> (c - 64) & 1) == 1;
        }

        boolean hasAllOf(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (!get(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
