package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the input of a control operation, or a structure in it. Threads: confined to one thread. */
final class Members {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    static Members of(String name, String value) {
        return new Members().text(name, value);
    }

    Members text(String name, String value) {
        json.put(name, value);
        return this;
    }

    Members text(String name, Optional<String> value) {
        value.ifPresent(given -> json.put(name, given));
        return this;
    }

    Members number(String name, int value) {
        json.put(name, value);
        return this;
    }

    Members number(String name, Optional<Integer> value) {
        value.ifPresent(given -> json.put(name, given));
        return this;
    }

    Members flag(String name, boolean value) {
        json.put(name, value);
        return this;
    }

    Members texts(String name, List<String> values) {
        ArrayNode list = json.putArray(name);
        values.forEach(list::add);
        return this;
    }

    Members texts(String name, Map<String, String> values) {
        ObjectNode map = json.putObject(name);
        values.forEach(map::put);
        return this;
    }

    Members flags(String name, Map<String, Boolean> values) {
        ObjectNode map = json.putObject(name);
        values.forEach(map::put);
        return this;
    }

    Members structure(String name, Members value) {
        json.set(name, value.json);
        return this;
    }

    Members structures(String name, List<Members> values) {
        ArrayNode list = json.putArray(name);
        values.forEach(value -> list.add(value.json));
        return this;
    }

    /** A list of structures with a Key and a Value. */
    Members pairs(String name, Map<String, String> values) {
        return structures(
                name,
                values.entrySet().stream()
                        .map(pair -> of("Key", pair.getKey()).text("Value", pair.getValue()))
                        .toList());
    }

    /** The members that name a method of an API. */
    Members in(String apiId, String resourceId, String method) {
        return text("restApiId", apiId).text("resourceId", resourceId).text("httpMethod", method);
    }

    ObjectNode json() {
        return json;
    }
}
