package io.underpass.gateway.model;

import java.util.Optional;

/**
 * What is said of one part of an API.
 *
 * <p>Threads: immutable.
 *
 * @param properties a JSON object, as text
 */
public record DocumentationPart(String id, Location location, String properties) {

    /**
     * What a part is about.
     *
     * @param type {@code API}, {@code METHOD} and the like
     * @param path of the resource
     * @param method the verb
     * @param statusCode of the response
     * @param name of the parameter, header, model or authorizer
     */
    public record Location(
            String type,
            Optional<String> path,
            Optional<String> method,
            Optional<String> statusCode,
            Optional<String> name) {}
}
