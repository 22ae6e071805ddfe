package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import java.util.Map;

/** Puts answers together. Threads: stateless. */
final class Answer {

    private Answer() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The answer of operations that have nothing to say. */
    static Outcome<NetworkState> done(NetworkState state) {
        return new Outcome<>(state, empty().put("return", true));
    }

    static ArrayNode tags(Map<String, String> tags) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        tags.forEach((key, value) -> items.addObject().put("key", key).put("value", value));
        return items;
    }
}
