package io.underpass.gateway.openapi;

import java.util.List;

/**
 * A path of an API.
 *
 * <p>Threads: immutable.
 *
 * @param segments the path's parts, none for the root
 */
public record PathDefinition(List<String> segments, List<MethodDefinition> methods) {

    /** The path as one text. */
    public String path() {
        return '/' + String.join("/", segments);
    }
}
