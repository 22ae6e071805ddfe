package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** The keywords about arrays. Threads: stateless. */
final class ArrayKeywords {

    private ArrayKeywords() {}

    static Keyword minItems(JsonNode minimum) {
        return (instance, report, evaluation) -> {
            if (instance.isArray() && instance.size() < minimum.asLong()) {
                report.error(() -> "array is too short: must have at least " + minimum + " elements but instance has "
                        + instance.size() + " elements");
            }
        };
    }

    static Keyword maxItems(JsonNode maximum) {
        return (instance, report, evaluation) -> {
            if (instance.isArray() && instance.size() > maximum.asLong()) {
                report.error(() -> "array is too long: must have at most " + maximum + " elements but instance has "
                        + instance.size() + " elements");
            }
        };
    }

    /** {@code additionalItems} that is false, beside {@code count} schemas of items. */
    static Keyword noOtherItems(int count) {
        return (instance, report, evaluation) -> {
            if (instance.isArray() && instance.size() > count) {
                report.error(() -> "schema only allows " + count + " elements in array but instance has "
                        + instance.size() + " elements");
            }
        };
    }

    static Keyword uniqueItems() {
        return (instance, report, evaluation) -> {
            if (!instance.isArray()) {
                return;
            }
            Set<JsonValue> seen = new HashSet<>();
            for (JsonNode item : instance) {
                if (!seen.add(new JsonValue(item, evaluation.budget()))) {
                    report.error(() -> "array must not contain duplicate elements");
                    return;
                }
            }
        };
    }
}
