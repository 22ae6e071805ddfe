package io.underpass.alb.identity;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Parameters as forms and queries carry them.
 *
 * <p>Threads: confined to one thread while it is filled.
 */
public final class Form {

    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter. */
    public Form add(String name, String value) {
        if (!text.isEmpty()) {
            text.append('&');
        }
        text.append(encode(name)).append('=').append(encode(value));
        return this;
    }

    /** {@code text} as it stands in a form. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The first parameter {@code name} of a query; nothing where there is none or it cannot be decoded. */
    public static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals == name.length() && pair.startsWith(name)) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
