package io.underpass.gateway.model;

import java.util.Optional;

/**
 * A JSON schema that a method's bodies can be checked against.
 *
 * <p>Threads: immutable.
 *
 * @param name unique within the API
 * @param schema the JSON schema as given; empty where none was
 */
public record Model(
        String id, String name, Optional<String> description, String contentType, Optional<String> schema) {}
