package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldNames;
import java.util.Optional;

/** Reads cookies (RFC 6265 4.2). Threads: safe, holds nothing. */
final class CookieField {

    private CookieField() {}

    /** The value of the first cookie {@code name}. */
    static Optional<String> value(HttpHeaders headers, String name) {
        for (String field : headers.getAll(FieldNames.COOKIE)) {
            int at = 0;
            while (at < field.length()) {
                int end = field.indexOf(';', at);
                end = end < 0 ? field.length() : end;
                while (at < end && field.charAt(at) == ' ') {
                    at++;
                }
                if (field.startsWith(name, at) && at + name.length() < end && field.charAt(at + name.length()) == '=') {
                    return Optional.of(
                            field.substring(at + name.length() + 1, end).strip());
                }
                at = end + 1;
            }
        }
        return Optional.empty();
    }
}
