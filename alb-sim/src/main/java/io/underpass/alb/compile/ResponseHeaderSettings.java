package io.underpass.alb.compile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a listener rewrites header fields of responses.
 *
 * <p>Threads: immutable.
 *
 * @param server whether answers of the load balancer's own name it
 * @param inserted the fields that replace whatever the target sent
 */
public record ResponseHeaderSettings(boolean server, List<InsertedField> inserted) {

    private static final List<String> INSERTABLE = List.of(
            "Strict-Transport-Security",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Credentials",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options");

    /** A header field. */
    public record InsertedField(String name, String value) {}

    static ResponseHeaderSettings of(Attributes attributes) {
        return new ResponseHeaderSettings(
                attributes.flag("routing.http.response.server.enabled", true),
                INSERTABLE.stream().flatMap(name -> inserted(name, attributes)).toList());
    }

    private static Stream<InsertedField> inserted(String name, Attributes attributes) {
        String value = attributes.text(key(name), "");
        return value.isEmpty() ? Stream.empty() : Stream.of(new InsertedField(name, value));
    }

    private static String key(String name) {
        return "routing.http.response." + name.toLowerCase(Locale.ROOT).replace('-', '_') + ".header_value";
    }
}
