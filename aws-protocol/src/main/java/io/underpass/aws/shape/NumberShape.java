package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A number.
 *
 * <p>Threads: immutable.
 *
 * @param integral whether fractions are refused
 * @param min the least value
 * @param max the greatest value
 */
public record NumberShape(boolean integral, long min, long max) implements Shape {

    @Override
    public void validate(JsonNode value, String path, Violations violations) {
        if (value.doubleValue() < min) {
            violations.add(value.asText(), path, "Member must have value greater than or equal to " + min);
        }
        if (value.doubleValue() > max) {
            violations.add(value.asText(), path, "Member must have value less than or equal to " + max);
        }
    }
}
