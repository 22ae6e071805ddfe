package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the keywords of one schema. Their order is that of the errors: what is missing before what is too much, as
 * observed on AWS; all others by their names, a guess.
 *
 * <p>Threads: one.
 */
final class SchemaReader {

    private final SchemaCompiler compiler;
    private final SchemaSource source;
    private final JsonNode schema;
    private final List<Keyword> keywords = new ArrayList<>();

    SchemaReader(SchemaCompiler compiler, SchemaSource source) {
        this.compiler = compiler;
        this.source = source;
        this.schema = source.node();
    }

    /** Puts into {@code node} what the schema says. */
    void fill(SchemaNode node) throws UnusableSchema {
        Children children = children();
        if (schema.has("required")) {
            keywords.add(ObjectKeywords.required(names(schema.get("required"))));
        }
        if (isFalse("additionalItems") && schema.path("items").isArray()) {
            keywords.add(ArrayKeywords.noOtherItems(children.items().size()));
        }
        if (isFalse("additionalProperties")) {
            keywords.add(ObjectKeywords.noOtherProperties(
                    children.properties().keySet(),
                    children.patterns().stream().map(Children.Pattern::name).toList()));
        }
        addCombination("allOf");
        addCombination("anyOf");
        addDependencies();
        if (schema.has("enum")) {
            keywords.add(ValueKeywords.oneOfValues(schema.get("enum")));
        }
        if (schema.has("format")) {
            keywords.add(StringKeywords.format(schema.get("format").asText()));
        }
        addLimits();
        addCombination("not");
        addCombination("oneOf");
        if (schema.has("pattern")) {
            keywords.add(StringKeywords.pattern(regex(schema.get("pattern").asText())));
        }
        if (schema.has("type")) {
            keywords.add(ValueKeywords.type(schema.get("type")));
        }
        if (schema.path("uniqueItems").asBoolean()) {
            keywords.add(ArrayKeywords.uniqueItems());
        }
        node.fill(List.copyOf(keywords), children);
    }

    private void addLimits() {
        for (String name : List.of(
                "maxItems",
                "maxLength",
                "maxProperties",
                "maximum",
                "minItems",
                "minLength",
                "minProperties",
                "minimum",
                "multipleOf")) {
            JsonNode limit = schema.path(name);
            if (limit.isNumber()) {
                keywords.add(limit(name, limit));
            }
        }
    }

    private Keyword limit(String name, JsonNode limit) {
        return switch (name) {
            case "maxItems" -> ArrayKeywords.maxItems(limit);
            case "maxLength" -> StringKeywords.maxLength(limit);
            case "maxProperties" -> ObjectKeywords.maxProperties(limit);
            case "maximum" ->
                NumberKeywords.maximum(limit, schema.path("exclusiveMaximum").asBoolean());
            case "minItems" -> ArrayKeywords.minItems(limit);
            case "minLength" -> StringKeywords.minLength(limit);
            case "minProperties" -> ObjectKeywords.minProperties(limit);
            case "minimum" ->
                NumberKeywords.minimum(limit, schema.path("exclusiveMinimum").asBoolean());
            default -> NumberKeywords.multipleOf(limit);
        };
    }

    private void addCombination(String name) throws UnusableSchema {
        if (!schema.has(name)) {
            return;
        }
        List<SchemaNode> schemas = new ArrayList<>();
        if (schema.get(name).isObject()) {
            schemas.add(part(schema.get(name)));
        } else {
            for (JsonNode part : schema.get(name)) {
                schemas.add(part(part));
            }
        }
        keywords.add(
                switch (name) {
                    case "allOf" -> Combinations.allOf(schemas);
                    case "anyOf" -> Combinations.anyOf(schemas);
                    case "oneOf" -> Combinations.oneOf(schemas);
                    default -> Combinations.not(schemas.get(0));
                });
    }

    private void addDependencies() throws UnusableSchema {
        for (Map.Entry<String, JsonNode> dependency :
                schema.path("dependencies").properties()) {
            keywords.add(
                    dependency.getValue().isArray()
                            ? ObjectKeywords.dependency(dependency.getKey(), names(dependency.getValue()))
                            : ObjectKeywords.dependency(dependency.getKey(), part(dependency.getValue())));
        }
    }

    private Children children() throws UnusableSchema {
        Map<String, SchemaNode> properties = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            properties.put(property.getKey(), part(property.getValue()));
        }
        List<Children.Pattern> patterns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> pattern :
                schema.path("patternProperties").properties()) {
            patterns.add(new Children.Pattern(regex(pattern.getKey()), part(pattern.getValue())));
        }
        List<SchemaNode> items = new ArrayList<>();
        Optional<SchemaNode> otherItems = Optional.empty();
        if (schema.path("items").isObject()) {
            otherItems = schemaAt("items");
        } else if (schema.has("items")) {
            for (JsonNode item : schema.get("items")) {
                items.add(part(item));
            }
            otherItems = schemaAt("additionalItems");
        }
        return new Children(
                Map.copyOf(properties),
                List.copyOf(patterns),
                schemaAt("additionalProperties"),
                List.copyOf(items),
                otherItems);
    }

    private Optional<SchemaNode> schemaAt(String name) throws UnusableSchema {
        return schema.path(name).isObject() ? Optional.of(part(schema.get(name))) : Optional.empty();
    }

    private SchemaNode part(JsonNode part) throws UnusableSchema {
        if (!part.isObject()) {
            throw new UnusableSchema(
                    "a schema is a JSON object, not " + JsonType.of(part).word());
        }
        return compiler.node(source.part(part));
    }

    private boolean isFalse(String name) {
        return schema.path(name).isBoolean() && !schema.path(name).booleanValue();
    }

    private static TreeSet<String> names(JsonNode array) {
        TreeSet<String> names = new TreeSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static SchemaRegex regex(String text) throws UnusableSchema {
        Optional<SchemaRegex> regex = SchemaRegex.parse(text);
        if (regex.isEmpty()) {
            throw new UnusableSchema("the regular expression " + text + " is not understood");
        }
        return regex.get();
    }
}
