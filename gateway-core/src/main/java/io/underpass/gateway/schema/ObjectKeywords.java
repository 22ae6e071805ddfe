package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keywords about objects. Threads: stateless. */
final class ObjectKeywords {

    private ObjectKeywords() {}

    /** {@code required}. */
    static Keyword required(SortedSet<String> names) {
        return (instance, report, evaluation) -> {
            if (instance.isObject()) {
                SortedSet<String> missing = missing(names, instance);
                if (!missing.isEmpty()) {
                    report.error(() -> "object has missing required properties (" + array(missing) + ')');
                }
            }
        };
    }

    /** {@code additionalProperties} that is false. */
    static Keyword noOtherProperties(Set<String> names, List<SchemaRegex> patterns) {
        return (instance, report, evaluation) -> {
            if (!instance.isObject()) {
                return;
            }
            SortedSet<String> others = new TreeSet<>();
            for (String name : PropertyNames.sorted(instance)) {
                if (!names.contains(name)
                        && patterns.stream().noneMatch(pattern -> pattern.isFoundIn(name, evaluation.budget()))) {
                    others.add(name);
                }
            }
            if (!others.isEmpty()) {
                report.error(
                        () -> "object instance has properties which are not allowed by the schema: " + array(others));
            }
        };
    }

    static Keyword minProperties(JsonNode minimum) {
        return (instance, report, evaluation) -> {
            if (instance.isObject() && instance.size() < minimum.asLong()) {
                report.error(() -> "object has too few properties (found " + instance.size()
                        + " but schema requires at least " + minimum + ')');
            }
        };
    }

    static Keyword maxProperties(JsonNode maximum) {
        return (instance, report, evaluation) -> {
            if (instance.isObject() && instance.size() > maximum.asLong()) {
                report.error(() -> "object has too many properties (found " + instance.size()
                        + " but schema requires at most " + maximum + ')');
            }
        };
    }

    /** {@code dependencies} of the property {@code name} on other properties. */
    static Keyword dependency(String name, SortedSet<String> others) {
        return (instance, report, evaluation) -> {
            if (instance.isObject() && instance.has(name)) {
                SortedSet<String> missing = missing(others, instance);
                if (!missing.isEmpty()) {
                    report.error(() -> "property \"" + name
                            + "\" of object has missing property dependencies (schema requires " + array(others)
                            + "; missing: " + array(missing) + ')');
                }
            }
        };
    }

    /** {@code dependencies} of the property {@code name} on a schema of the whole object. */
    static Keyword dependency(String name, SchemaNode schema) {
        return (instance, report, evaluation) -> {
            if (instance.isObject() && instance.has(name)) {
                evaluation.visit(schema, instance, report);
            }
        };
    }

    private static SortedSet<String> missing(SortedSet<String> names, JsonNode instance) {
        SortedSet<String> missing = new TreeSet<>(names);
        missing.removeIf(instance::has);
        return missing;
    }

    private static ArrayNode array(Iterable<String> names) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        return array;
    }
}
