package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A map from strings.
 *
 * <p>Threads: immutable.
 *
 * @param key the shape of each key
 * @param value the shape of each value
 */
public record MapShape(StringShape key, Shape value) implements Shape {

    @Override
    public void validate(JsonNode map, String path, Violations violations) {
        map.properties().forEach(entry -> {
            key.validate(TextNode.valueOf(entry.getKey()), path, violations);
            value.validate(entry.getValue(), path + '.' + entry.getKey() + ".member", violations);
        });
    }
}
