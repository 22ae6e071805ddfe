package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code true} or {@code false}. Threads: immutable. */
public record BooleanShape() implements Shape {

    @Override
    public void validate(JsonNode value, String path, Violations violations) {}
}
