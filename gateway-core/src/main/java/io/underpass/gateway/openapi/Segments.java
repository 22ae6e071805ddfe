package io.underpass.gateway.openapi;

import java.util.List;
import java.util.stream.Stream;

/** Splits paths. Threads: stateless. */
final class Segments {

    private Segments() {}

    /** The segments of {@code path}; slashes at its end and in a row count for nothing. */
    static List<String> of(String path) {
        return Stream.of(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    }
}
