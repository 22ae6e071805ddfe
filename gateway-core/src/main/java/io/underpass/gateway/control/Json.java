package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes members of answers. Threads: stateless. */
final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    /** Adds {@code member} where there is a value. */
    static void put(ObjectNode node, String member, Optional<String> value) {
        value.ifPresent(text -> node.put(member, text));
    }

    /** Adds {@code member} where there are values: AWS leaves empty maps out. */
    static void putStrings(ObjectNode node, String member, Map<String, String> values) {
        if (!values.isEmpty()) {
            node.set(member, strings(values));
        }
    }

    /** Adds {@code member} where there are values: AWS leaves empty maps out. */
    static void putFlags(ObjectNode node, String member, Map<String, Boolean> values) {
        if (!values.isEmpty()) {
            values.forEach(node.putObject(member)::put);
        }
    }

    /** Adds {@code member} where there are values. */
    static void putList(ObjectNode node, String member, List<String> values) {
        if (!values.isEmpty()) {
            node.set(member, list(values));
        }
    }

    static ObjectNode strings(Map<String, String> values) {
        ObjectNode node = object();
        values.forEach(node::put);
        return node;
    }

    static ArrayNode list(List<String> values) {
        ArrayNode node = NODES.arrayNode();
        values.forEach(node::add);
        return node;
    }
}
