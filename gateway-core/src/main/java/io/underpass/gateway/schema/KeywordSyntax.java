package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the value of a keyword may be, and where schemas are in it.
 *
 * <p>Threads: immutable.
 */
enum KeywordSyntax {
    TEXT(JsonNode::isTextual),
    FLAG(JsonNode::isBoolean),
    NUMBER(JsonNode::isNumber),
    POSITIVE(value -> value.isNumber() && value.decimalValue().signum() > 0),
    COUNT(value -> value.isIntegralNumber() && value.decimalValue().signum() >= 0),
    REGEX(value -> value.isTextual() && SchemaRegex.parse(value.textValue()).isPresent()),
    ANYTHING(value -> true),
    VALUES(value -> value.isArray() && !value.isEmpty() && areDifferent(value)),
    NAMES(KeywordSyntax::areNames),
    TYPES(KeywordSyntax::areTypes),
    SCHEMA(JsonNode::isObject) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return List.of(value);
        }
    },
    SCHEMA_OR_FLAG(value -> value.isObject() || value.isBoolean()) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return List.of(value);
        }
    },
    SCHEMAS(value -> value.isArray() && !value.isEmpty() && all(value, JsonNode::isObject)) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return items(value);
        }
    },
    SCHEMA_OR_SCHEMAS(value -> value.isObject() || (value.isArray() && all(value, JsonNode::isObject))) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return value.isObject() ? List.of(value) : items(value);
        }
    },
    NAMED_SCHEMAS(value -> value.isObject() && all(value, JsonNode::isObject)) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return items(value);
        }
    },
    PATTERN_SCHEMAS(value -> value.isObject()
            && all(value, JsonNode::isObject)
            && PropertyNames.sorted(value).stream()
                    .allMatch(name -> SchemaRegex.parse(name).isPresent())) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return items(value);
        }
    },
    DEPENDENCIES(value -> value.isObject() && all(value, one -> one.isObject() || areNames(one))) {
        @Override
        List<JsonNode> schemasIn(JsonNode value) {
            return items(value);
        }
    },
    /** No keyword of draft-04. */
    UNKNOWN(value -> false);

    private static final Map<String, KeywordSyntax> BY_KEYWORD = Map.ofEntries(
            Map.entry("$schema", TEXT),
            Map.entry("id", TEXT),
            Map.entry("title", TEXT),
            Map.entry("description", TEXT),
            Map.entry("format", TEXT),
            Map.entry("default", ANYTHING),
            Map.entry("multipleOf", POSITIVE),
            Map.entry("maximum", NUMBER),
            Map.entry("exclusiveMaximum", FLAG),
            Map.entry("minimum", NUMBER),
            Map.entry("exclusiveMinimum", FLAG),
            Map.entry("maxLength", COUNT),
            Map.entry("minLength", COUNT),
            Map.entry("pattern", REGEX),
            Map.entry("additionalItems", SCHEMA_OR_FLAG),
            Map.entry("items", SCHEMA_OR_SCHEMAS),
            Map.entry("maxItems", COUNT),
            Map.entry("minItems", COUNT),
            Map.entry("uniqueItems", FLAG),
            Map.entry("maxProperties", COUNT),
            Map.entry("minProperties", COUNT),
            Map.entry("required", NAMES),
            Map.entry("additionalProperties", SCHEMA_OR_FLAG),
            Map.entry("definitions", NAMED_SCHEMAS),
            Map.entry("properties", NAMED_SCHEMAS),
            Map.entry("patternProperties", PATTERN_SCHEMAS),
            Map.entry("dependencies", DEPENDENCIES),
            Map.entry("enum", VALUES),
            Map.entry("type", TYPES),
            Map.entry("allOf", SCHEMAS),
            Map.entry("anyOf", SCHEMAS),
            Map.entry("oneOf", SCHEMAS),
            Map.entry("not", SCHEMA));

    private final Predicate<JsonNode> rule;

    KeywordSyntax(Predicate<JsonNode> rule) {
        this.rule = rule;
    }

    static KeywordSyntax of(String keyword) {
        return BY_KEYWORD.getOrDefault(keyword, UNKNOWN);
    }

    boolean allows(JsonNode value) {
        return rule.test(value);
    }

    /** The schemas within {@code value}, and whatever stands in their places. */
    List<JsonNode> schemasIn(JsonNode value) {
        return List.of();
    }

    private static boolean all(JsonNode container, Predicate<JsonNode> rule) {
        return items(container).stream().allMatch(rule);
    }

    private static List<JsonNode> items(JsonNode container) {
        List<JsonNode> items = new ArrayList<>();
        container.forEach(items::add);
        return items;
    }

    private static boolean areNames(JsonNode value) {
        return value.isArray() && !value.isEmpty() && all(value, JsonNode::isTextual) && areDifferent(value);
    }

    private static boolean areDifferent(JsonNode values) {
        Set<JsonNode> seen = new HashSet<>();
        return all(values, seen::add);
    }

    private static boolean areTypes(JsonNode value) {
        return value.isTextual()
                ? JsonType.named(value.textValue()).isPresent()
                : areNames(value)
                        && all(value, name -> JsonType.named(name.textValue()).isPresent());
    }
}
