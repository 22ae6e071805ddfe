package io.underpass.alb.data;

import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import java.util.Optional;

/** Reads cookies that clients and targets send (RFC 6265). Threads: safe, holds nothing. */
final class RequestCookies {

    private RequestCookies() {}

    /** The value of the first cookie called {@code name} in the Cookie fields of {@code headers}. */
    static Optional<String> value(FieldList headers, String name) {
        for (int i = headers.indexOf(FieldNames.COOKIE, 0); i >= 0; i = headers.indexOf(FieldNames.COOKIE, i + 1)) {
            Optional<String> found = value(headers.value(i).toString(), name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether a Set-Cookie field of {@code headers} sets a cookie called {@code name}. */
    static boolean isSet(FieldList headers, String name) {
        for (int i = headers.indexOf(FieldNames.SET_COOKIE, 0);
                i >= 0;
                i = headers.indexOf(FieldNames.SET_COOKIE, i + 1)) {
            String line = headers.value(i).toString();
            int semicolon = line.indexOf(';');
            String pair = semicolon < 0 ? line : line.substring(0, semicolon);
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> value(String line, String name) {
        int from = 0;
        while (from < line.length()) {
            int semicolon = line.indexOf(';', from);
            int to = semicolon < 0 ? line.length() : semicolon;
            int start = from;
            while (start < to && (line.charAt(start) == ' ' || line.charAt(start) == '\t')) {
                start++;
            }
            int equals = start + name.length();
            if (equals < to && line.charAt(equals) == '=' && line.startsWith(name, start)) {
                return Optional.of(line.substring(equals + 1, to).strip());
            }
            from = to + 1;
        }
        return Optional.empty();
    }
}
