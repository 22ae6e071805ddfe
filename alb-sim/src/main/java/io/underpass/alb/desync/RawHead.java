package io.underpass.alb.desync;

import io.underpass.wire.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A head cut at its line ends and colons, with nothing repaired.
 *
 * <p>Threads: immutable.
 *
 * @param method what is before the first space
 * @param target what is between, spaces at both ends left out
 * @param version from the first HTTP/ that follows a space; empty where there is none, as in HTTP/0.9
 * @param extraSpaces whether there were more spaces than two between the three
 */
record RawHead(String method, String target, String version, boolean extraSpaces, List<RawField> fields) {

    private static final String CRLF = "\r\n";

    /** Reads {@code head}: lines that end with CRLF, the last of them empty. */
    static RawHead of(byte[] head, int requestLineBytes) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String line = text.substring(0, requestLineBytes - CRLF.length());
        List<RawField> fields = new ArrayList<>();
        int at = requestLineBytes;
        int end = text.length() - CRLF.length();
        while (at < end) {
            int lineEnd = text.indexOf(CRLF, at);
            fields.add(RawField.of(text.substring(at, lineEnd)));
            at = lineEnd + CRLF.length();
        }
        return of(line, List.copyOf(fields));
    }

    private static RawHead of(String line, List<RawField> fields) {
        int first = line.indexOf(' ');
        if (first < 0) {
            return new RawHead(line, "", "", false, fields);
        }
        String method = line.substring(0, first);
        String rest = line.substring(first);
        int mark = rest.indexOf(" HTTP/");
        String target = mark < 0 ? rest.substring(1) : mark == 0 ? "" : rest.substring(1, mark);
        String version = mark < 0 ? "" : rest.substring(mark + 1);
        String bareTarget = stripSpaces(target);
        String bareVersion = stripSpaces(version);
        boolean extra = bareTarget.length() != target.length() || bareVersion.length() != version.length();
        return new RawHead(method, bareTarget, bareVersion, extra, fields);
    }

    private static String stripSpaces(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /** This head with path and query alone for its target, where that names a host as well. */
    RawHead withoutAuthority() {
        int start = target.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (start < 0) {
            return this;
        }
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String rest = target.substring(end);
        String origin = rest.isEmpty() ? method.equals("OPTIONS") ? "*" : "/" : rest;
        return HostAndPort.isValid(target.substring(start, end))
                ? new RawHead(method, origin.startsWith("?") ? '/' + origin : origin, version, extraSpaces, fields)
                : this;
    }

    /** Whether it is of HTTP/2 or later, which is not looked at. */
    boolean isLater() {
        return version.length() > 5 && version.charAt(5) >= '2' && version.charAt(5) <= '9';
    }

    /** Whether it is of the version that knew no fields. */
    boolean isBeforeHttp10() {
        return version.isEmpty() || version.equals("HTTP/0.9");
    }

    /** Whether it is of a version before HTTP/1.1. */
    boolean isOld() {
        return isBeforeHttp10() || version.equals("HTTP/1.0");
    }

    boolean isGetOrHead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
