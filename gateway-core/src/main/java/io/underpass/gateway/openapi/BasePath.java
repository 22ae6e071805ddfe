package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of the path at which a document says its API is (spec 6.7).
 *
 * <p>Threads: immutable.
 */
public enum BasePath {
    /** It is dropped. */
    IGNORE,
    /** It stands before all paths. */
    PREPEND,
    /** Its first segment is dropped, the rest stands before all paths. */
    SPLIT;

    /** The value of the import's parameter {@code basepath}. */
    public static Optional<BasePath> named(String name) {
        return Stream.of(values())
                .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The segments that stand before all paths of {@code document}. */
    List<String> segments(Document document) {
        if (this == IGNORE) {
            return List.of();
        }
        List<String> segments = Segments.of(of(document));
        return this == SPLIT && !segments.isEmpty() ? segments.subList(1, segments.size()) : segments;
    }

    private static String of(Document document) {
        if (document.swagger()) {
            return Document.text(document.at("basePath")).orElse("");
        }
        JsonNode server = document.at("servers").path(0);
        String[] url = {Document.text(server.path("url")).orElse("")};
        Document.each(
                server.path("variables"),
                (name, variable) -> url[0] = url[0].replace(
                        '{' + name + '}',
                        Document.text(variable.path("default")).orElse("")));
        try {
            String path = URI.create(url[0]).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw new InvalidDocument("the server's url is none: " + url[0]);
        }
    }
}
