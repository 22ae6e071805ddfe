package io.underpass.gateway.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code $input.params()} holds: of each name the last value, in the order of the request (spec 9.3, H19).
 *
 * <p>Threads: immutable, as long as the maps are left alone.
 *
 * @param header with names as the client wrote them; case counts (spec 5.2)
 */
public record TemplateParameters(
        Map<String, String> path, Map<String, String> querystring, Map<String, String> header) {

    /** No parameters. */
    public static final TemplateParameters NONE = new TemplateParameters(Map.of(), Map.of(), Map.of());

    /** API Gateway takes these from the request before a template sees it (spec 3.2, observed on AWS). */
    private static final Set<String> UNSEEN = Set.of(
            "connection",
            "content-length",
            "content-md5",
            "expect",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate");

    /** The parameters of a client's request, without the header fields that templates do not get to see. */
    public static TemplateParameters of(
            Map<String, String> path, Map<String, String> querystring, Map<String, String> header) {
        Map<String, String> seen = new LinkedHashMap<>(header);
        seen.keySet().removeIf(name -> UNSEEN.contains(name.toLowerCase(Locale.ROOT)));
        return new TemplateParameters(path, querystring, Collections.unmodifiableMap(seen));
    }
}
