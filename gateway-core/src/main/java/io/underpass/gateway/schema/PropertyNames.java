package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of an object's properties. Threads: stateless. */
final class PropertyNames {

    private PropertyNames() {}

    static SortedSet<String> sorted(JsonNode object) {
        SortedSet<String> names = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            names.add(property.getKey());
        }
        return names;
    }
}
