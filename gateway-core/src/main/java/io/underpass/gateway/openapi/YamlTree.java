package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML as a tree of JSON. Anchors stand for what they name and {@code <<} merges, both within a budget, so that a short
 * text cannot grow without end. No object of any other kind is ever made.
 *
 * <p>Threads: confined to one reading.
 */
final class YamlTree {

    private static final int MAX_CHARACTERS = 6 * 1024 * 1024;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_ALIASES = 10_000;
    private static final int MAX_NODES = 500_000;
    private static final int MAX_EXPANDED_CHARACTERS = 16 * 1024 * 1024;
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private int nodes;
    private long characters;

    private YamlTree() {}

    static JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new YamlScalars());
        try {
            Node root = yaml.compose(new StringReader(text));
            if (root == null) {
                throw new InvalidDocument("the document is empty");
            }
            return new YamlTree().tree(root, 0);
        } catch (YAMLException | StackOverflowError e) {
            throw new InvalidDocument("not valid YAML: " + e.getMessage());
        }
    }

    private JsonNode tree(Node node, int depth) {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH || characters > MAX_EXPANDED_CHARACTERS) {
            throw new InvalidDocument("the document grows too large when its aliases are expanded");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            sequence.getValue().forEach(item -> array.add(tree(item, depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                String key = key(tuple.getKeyNode());
                if (object.has(key)) {
                    throw new InvalidDocument("the key " + key + " stands twice" + place(tuple.getKeyNode()));
                }
                object.set(key, tree(tuple.getValueNode(), depth + 1));
            }
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(object, tree(tuple.getValueNode(), depth + 1), tuple.getKeyNode());
            }
        }
        return object;
    }

    private static void merge(ObjectNode object, JsonNode merged, Node at) {
        if (merged.isArray()) {
            merged.forEach(one -> merge(object, one, at));
        } else if (merged.isObject()) {
            merged.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
        } else {
            throw new InvalidDocument("<< merges objects only" + place(at));
        }
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            characters += scalar.getValue().length();
            return scalar.getValue();
        }
        throw new InvalidDocument("a key that is not a scalar" + place(node));
    }

    private JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        characters += text.length();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        if (tag.startsWith("!")) {
            throw new InvalidDocument("the tag " + tag.getValue()
                    + " is CloudFormation's or somebody's own; it must be resolved before the import" + place(node));
        }
        return NODES.textNode(text);
    }

    private static JsonNode number(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            boolean whole = value.scale() == 0 && value.precision() < 18;
            if (whole && value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
                return NODES.numberNode(value.intValueExact());
            }
            return whole ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
        } catch (NumberFormatException e) {
            return NODES.textNode(text); // as !!int of something else
        }
    }

    private static String place(Node node) {
        return " (line " + (node.getStartMark().getLine() + 1) + ")";
    }
}
