package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A list.
 *
 * <p>Threads: immutable.
 *
 * @param member the shape of each item
 * @param min the least number of items
 * @param max the greatest number of items
 */
public record ListShape(Shape member, int min, int max) implements Shape {

    @Override
    public void validate(JsonNode value, String path, Violations violations) {
        if (value.size() < min) {
            violations.add(value.toString(), path, "Member must have length greater than or equal to " + min);
        }
        if (value.size() > max) {
            violations.add(value.toString(), path, "Member must have length less than or equal to " + max);
        }
        for (int i = 0; i < value.size(); i++) {
            member.validate(value.get(i), path + '.' + (i + 1) + ".member", violations);
        }
    }
}
