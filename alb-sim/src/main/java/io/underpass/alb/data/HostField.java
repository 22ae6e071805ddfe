package io.underpass.alb.data;

import java.util.Locale;

/** Reads and rewrites Host fields (spec 4.2). Threads: safe, holds nothing. */
final class HostField {

    private HostField() {}

    /** The host in lower case, without port. */
    static String name(String field) {
        int colon = colon(field);
        return (colon < 0 ? field : field.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /** The host as received, without port. */
    static String withoutPort(String field) {
        int colon = colon(field);
        return colon < 0 ? field : field.substring(0, colon);
    }

    /**
     * What a target gets, unless the load balancer preserves Host fields: on port 80 or 443 that port is removed, on
     * any other the listener's is appended. A port that differs from the listener's stays (a guess).
     */
    static String forTarget(String field, int listenerPort) {
        String lower = field.toLowerCase(Locale.ROOT);
        int colon = colon(lower);
        if (listenerPort == 80 || listenerPort == 443) {
            boolean same = colon >= 0 && lower.substring(colon + 1).equals(listenerPort == 80 ? "80" : "443");
            return same ? lower.substring(0, colon) : lower;
        }
        return colon < 0 ? lower + ':' + listenerPort : lower;
    }

    /** Where the port begins; -1 where there is none. */
    private static int colon(String field) {
        int colon = field.lastIndexOf(':');
        return colon > field.lastIndexOf(']') ? colon : -1;
    }
}
