package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.EnumSet;
import java.util.Set;

/** The keywords about values of all types. Threads: stateless. */
final class ValueKeywords {

    private ValueKeywords() {}

    /** {@code type}: one name, or several. */
    static Keyword type(JsonNode names) {
        Set<JsonType> types = EnumSet.noneOf(JsonType.class);
        if (names.isTextual()) {
            JsonType.named(names.textValue()).ifPresent(types::add);
        }
        names.forEach(name -> JsonType.named(name.asText()).ifPresent(types::add));
        if (types.contains(JsonType.NUMBER)) {
            types.add(JsonType.INTEGER);
        }
        ArrayNode allowed = JsonNodeFactory.instance.arrayNode();
        types.forEach(type -> allowed.add(type.word()));
        return (instance, report, evaluation) -> {
            JsonType found = JsonType.of(instance);
            if (!types.contains(found)) {
                report.error(() -> "instance type (" + found.word()
                        + ") does not match any allowed primitive type (allowed: " + allowed + ')');
            }
        };
    }

    /** {@code enum}. */
    static Keyword oneOfValues(JsonNode values) {
        return (instance, report, evaluation) -> {
            for (JsonNode value : values) {
                if (JsonValue.same(value, instance, evaluation.budget())) {
                    return;
                }
            }
            report.error(() -> "instance value (" + instance + ") not found in enum (possible values: " + values + ')');
        };
    }
}
