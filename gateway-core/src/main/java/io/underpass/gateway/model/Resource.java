package io.underpass.gateway.model;

import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A path of an API and its methods.
 *
 * <p>Threads: immutable.
 *
 * @param parentId empty for the root
 * @param pathPart the last segment: literal, <code>{param}</code> or <code>{proxy+}</code>; empty for the root
 * @param path the whole path, <code>/orders/{proxy+}</code>
 * @param methods by verb, {@code ANY} included
 */
public record Resource(
        String id,
        Optional<String> parentId,
        Optional<String> pathPart,
        String path,
        PSortedMap<String, Method> methods) {

    /** This resource with {@code method} added or replaced. */
    public Resource with(Method method) {
        return withMethods(methods.plus(method.httpMethod(), method));
    }

    /** This resource with other methods. */
    public Resource withMethods(PSortedMap<String, Method> next) {
        return new Resource(id, parentId, pathPart, path, next);
    }

    /** This resource in another place. */
    public Resource at(String nextParentId, String nextPathPart, String nextPath) {
        return new Resource(id, Optional.of(nextParentId), Optional.of(nextPathPart), nextPath, methods);
    }
}
