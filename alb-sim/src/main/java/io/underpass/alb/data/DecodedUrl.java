package io.underpass.alb.data;

/**
 * A path and query as URL rewrites see them: in the path what is percent-encoded without need is decoded, {@code %3A}
 * for instance (observed on AWS). That slashes and whatever a path cannot hold stay encoded, and the query as it is, is
 * a guess.
 *
 * <p>Threads: safe, holds nothing.
 */
final class DecodedUrl {

    private static final String UNENCODED = "-._~!$&'()*+,;=:@";
    private static final int HEX = 16;

    private DecodedUrl() {}

    static String of(String target) {
        int query = target.indexOf('?');
        int end = query < 0 ? target.length() : query;
        int percent = target.indexOf('%');
        if (percent < 0 || percent >= end) {
            return target;
        }
        StringBuilder decoded = new StringBuilder(target.length());
        int at = 0;
        while (at < end) {
            int octet = at + 2 < end && target.charAt(at) == '%' ? octet(target, at + 1) : -1;
            if (octet >= 0 && standsForItself((char) octet)) {
                decoded.append((char) octet);
                at += 3;
            } else {
                decoded.append(target.charAt(at++));
            }
        }
        return decoded.append(target, end, target.length()).toString();
    }

    /** Whether {@code target} can stand in a request line as path and query. */
    static boolean isValid(String target) {
        return target.startsWith("/") && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#');
    }

    private static int octet(String text, int at) {
        int high = Character.digit(text.charAt(at), HEX);
        int low = Character.digit(text.charAt(at + 1), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    private static boolean standsForItself(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNENCODED.indexOf(c) >= 0;
    }
}
