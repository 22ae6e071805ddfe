package io.underpass.gateway.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What templates have put into {@code $context.requestOverride} and {@code $context.responseOverride} (spec 1.7). It
 * wins over parameter mappings. A list as the value makes several values of one name.
 *
 * <p>Threads: immutable.
 *
 * @param path replaces a {@code {name}} of the integration's uri
 * @param status of the response; empty if not overridden, or by something that is no status
 */
public record Overrides(
        Map<String, String> path,
        Map<String, List<String>> querystring,
        Map<String, List<String>> header,
        OptionalInt status,
        Map<String, List<String>> responseHeader) {

    /** Nothing is overridden. */
    public static final Overrides NONE = new Overrides(Map.of(), Map.of(), Map.of(), OptionalInt.empty(), Map.of());

    /** Copies the maps and keeps their order. */
    public Overrides {
        path = Collections.unmodifiableMap(new LinkedHashMap<>(path));
        querystring = Collections.unmodifiableMap(new LinkedHashMap<>(querystring));
        header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        responseHeader = Collections.unmodifiableMap(new LinkedHashMap<>(responseHeader));
    }

    /** Whether nothing is overridden. */
    public boolean isEmpty() {
        return path.isEmpty()
                && querystring.isEmpty()
                && header.isEmpty()
                && status.isEmpty()
                && responseHeader.isEmpty();
    }
}
