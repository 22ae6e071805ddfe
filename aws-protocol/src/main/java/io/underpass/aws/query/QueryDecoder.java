package io.underpass.aws.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.BooleanShape;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.MapShape;
import io.underpass.aws.shape.NumberShape;
import io.underpass.aws.shape.Shape;
import io.underpass.aws.shape.StructureShape;
import io.underpass.aws.shape.StructureShape.Member;
import io.underpass.aws.shape.Violations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns the parameters of a Query request into a validated input: {@code Actions.member.1.Type=forward}, in EC2's flavour
 * {@code Actions.1.Type=forward}, becomes a list of structures. Parameters that the operation does not know are refused.
 *
 * <p>Threads: stateless.
 */
final class QueryDecoder {

    private static final Set<String> ENVELOPE = Set.of(
            "Action",
            "Version",
            "AWSAccessKeyId",
            "Expires",
            "SecurityToken",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "Timestamp");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final QueryFlavour flavour;
    private final String operation;

    QueryDecoder(QueryFlavour flavour, String operation) {
        this.flavour = flavour;
        this.operation = operation;
    }

    /** Decodes and validates; throws {@link AwsError} with AWS's words for whatever is wrong. */
    Input decode(StructureShape shape, Map<String, List<String>> parameters) {
        Node root = new Node();
        parameters.forEach((name, values) -> {
            if (!ENVELOPE.contains(name) && !name.startsWith("X-Amz-")) {
                if (values.size() > 1) {
                    throw flavour.invalid("Parameter '" + name + "' was given " + values.size() + " times");
                }
                root.put(name.split("\\.", -1), values.get(0));
            }
        });
        ObjectNode members = structure(shape, root, "");
        Violations violations = new Violations();
        shape.validate(members, "", violations);
        if (!violations.isEmpty()) {
            throw flavour.invalid(violations.message());
        }
        return new Input(members);
    }

    private ObjectNode structure(StructureShape shape, Node node, String path) {
        ObjectNode members = NODES.objectNode();
        node.children.forEach((name, child) -> {
            Member member = shape.members().get(name);
            if (member == null) {
                throw flavour.unknown(
                        path + name, operation + "; it takes " + shape.members().keySet());
            }
            members.set(name, convert(member.shape(), child, path + name));
        });
        shape.members().forEach((name, member) -> {
            if (member.required() && !members.has(name)) {
                flavour.refuseMissing(path + name);
            }
        });
        return members;
    }

    private JsonNode convert(Shape shape, Node node, String path) {
        if (shape instanceof StructureShape structure) {
            refuseValue(node, path, "a structure; its members are '" + path + ".Name' and so on");
            return structure(structure, node, path + ".");
        }
        if (shape instanceof ListShape list) {
            return list(list, node, path);
        }
        if (shape instanceof MapShape map) {
            return map(map, node, path);
        }
        if (!node.children.isEmpty()) {
            throw flavour.invalid("Parameter '" + path + "' is a single value, '" + path + "."
                    + node.children.firstKey() + "' was given");
        }
        String text = node.value;
        if (shape instanceof NumberShape) {
            return NODES.numberNode(integer(text, path));
        }
        if (shape instanceof BooleanShape) {
            return NODES.booleanNode(bool(text, path));
        }
        return NODES.textNode(text);
    }

    private ArrayNode list(ListShape list, Node node, String path) {
        ArrayNode items = NODES.arrayNode();
        String prefix = flavour.itemPrefix(path);
        for (Map.Entry<Integer, Node> item : items(node, path, prefix).entrySet()) {
            items.add(convert(list.member(), item.getValue(), prefix + item.getKey()));
        }
        return items;
    }

    private TreeMap<Integer, Node> items(Node node, String path, String prefix) {
        if (flavour == QueryFlavour.COMMON) {
            return numbered(node, flavour.item(), path, "a list");
        }
        refuseValue(node, path, "a list; its items are '" + prefix + "1' and so on");
        return inOrder(node, path);
    }

    private ObjectNode map(MapShape map, Node node, String path) {
        ObjectNode entries = NODES.objectNode();
        for (Map.Entry<Integer, Node> entry :
                numbered(node, "entry", path, "a map").entrySet()) {
            String at = path + ".entry." + entry.getKey();
            Node key = entry.getValue().children.get("key");
            Node value = entry.getValue().children.get("value");
            if (key == null || value == null || entry.getValue().children.size() > 2) {
                throw flavour.invalid("Parameter '" + at + "' needs a 'key' and a 'value', no more");
            }
            entries.set(key.value, convert(map.value(), value, at));
        }
        return entries;
    }

    /** The items under {@code word}, the only child that {@code node} may have. Without one: an empty list or map. */
    private TreeMap<Integer, Node> numbered(Node node, String word, String path, String kind) {
        String rule = kind + "; its items are '" + path + '.' + word + ".1' and so on";
        // "Name=" without a value is how clients write an empty list.
        refuseValue(node, path, rule);
        Node items = node.children.get(word);
        if (items == null ? !node.children.isEmpty() : node.children.size() > 1 || !items.value.isEmpty()) {
            throw flavour.invalid("Parameter '" + path + "' is " + rule);
        }
        return items == null ? new TreeMap<>() : inOrder(items, path);
    }

    /** The children of {@code node} in the order of their numbers. */
    private TreeMap<Integer, Node> inOrder(Node node, String path) {
        TreeMap<Integer, Node> items = new TreeMap<>();
        node.children.forEach((number, item) -> {
            if (items.put(integer(number, path), item) != null) {
                throw flavour.invalid("Parameter '" + path + "' has two items number " + integer(number, path));
            }
        });
        return items;
    }

    private void refuseValue(Node node, String path, String rule) {
        if (!node.value.isEmpty()) {
            throw flavour.invalid("Parameter '" + path + "' is " + rule);
        }
    }

    private int integer(String text, String path) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw flavour.invalid("Value '" + text + "' at '" + path + "' is not an integer");
        }
    }

    private boolean bool(String text, String path) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw flavour.invalid("Value '" + text + "' at '" + path + "' is neither 'true' nor 'false'");
    }

    /** The parameters as a tree, split at their dots. */
    private static final class Node {

        private final TreeMap<String, Node> children = new TreeMap<>();
        private String value = "";

        void put(String[] path, String text) {
            Node node = this;
            for (String step : path) {
                node = node.children.computeIfAbsent(step, name -> new Node());
            }
            node.value = text;
        }
    }
}
