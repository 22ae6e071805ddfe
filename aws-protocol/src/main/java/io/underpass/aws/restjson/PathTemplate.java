package io.underpass.aws.restjson;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with placeholders. A last placeholder written <code>{name+}</code> takes the rest of the path, so that an ARN
 * may arrive with its slashes encoded or plain.
 *
 * <p>Threads: immutable.
 */
public final class PathTemplate {

    private final String text;
    private final List<String> segments;

    private PathTemplate(String text) {
        this.text = text;
        this.segments = List.of(text.substring(1).split("/"));
    }

    /** Reads {@code text}, which begins with a slash. */
    public static PathTemplate of(String text) {
        return new PathTemplate(text);
    }

    /**
     * The decoded values of the placeholders, or empty where {@code rawPath} does not match.
     *
     * @throws IllegalArgumentException if a matching path holds a broken percent-encoding
     */
    public Optional<Map<String, String>> match(String rawPath) {
        String[] actual = rawPath.substring(Math.min(1, rawPath.length())).split("/", -1);
        int size = segments.size();
        boolean greedy = segments.get(size - 1).endsWith("+}");
        if (greedy ? actual.length < size : actual.length != size) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String segment = segments.get(i);
            if (!segment.startsWith("{")) {
                if (!segment.equals(actual[i])) {
                    return Optional.empty();
                }
                continue;
            }
            boolean rest = segment.endsWith("+}");
            String value = rest ? String.join("/", List.of(actual).subList(i, actual.length)) : actual[i];
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(segment.substring(1, segment.length() - (rest ? 2 : 1)), decode(value));
        }
        return Optional.of(values);
    }

    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
