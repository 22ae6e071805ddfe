package io.underpass.emulator.description.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads nodes as what they have to be; what they are not is a mistake, at their place. A scalar is what its key asks for:
 * {@code 404} and {@code "404"} are the same.
 *
 * <p>Threads: stateless.
 */
final class Nodes {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Nodes() {}

    /** Whether nothing stands there: {@code key:} alone. */
    static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    static Optional<String> text(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode scalar && !isNothing(node)) {
            return Optional.of(scalar.getValue());
        }
        return wrong(node, path, "a text", mistakes);
    }

    static Optional<Integer> number(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode scalar
                && NUMBER.matcher(scalar.getValue()).matches()) {
            return Optional.of(Integer.valueOf(scalar.getValue()));
        }
        return wrong(node, path, "a number", mistakes);
    }

    static Optional<Boolean> flag(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode scalar && List.of("true", "false").contains(scalar.getValue())) {
            return Optional.of(Boolean.valueOf(scalar.getValue()));
        }
        return wrong(node, path, "true or false", mistakes);
    }

    static Optional<Duration> time(Node node, String path, Mistakes mistakes) {
        Matcher matcher = TIME.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
        if (!matcher.matches()) {
            return wrong(node, path, "a time such as 500ms, 5s, 2m or 1h", mistakes);
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    /** A text, or a list of texts. */
    static Optional<List<String>> texts(Node node, String path, Mistakes mistakes) {
        if (!(node instanceof SequenceNode sequence)) {
            return text(node, path, mistakes).map(List::of);
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            String at = path + '[' + texts.size() + ']';
            mistakes.mark(at, Tree.place(item));
            text(item, at, mistakes).ifPresent(texts::add);
        }
        return Optional.of(List.copyOf(texts));
    }

    static List<Node> list(Node node, String path, String what, Mistakes mistakes) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (!isNothing(node)) {
            wrong(node, path, "a list, each beginning with '-': " + what, mistakes);
        }
        return List.of();
    }

    /** The values of {@code node} by their keys; nothing counts as no keys. */
    static Map<String, Node> map(Node node, String path, String what, Mistakes mistakes) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    mistakes.add(Tree.place(tuple.getKeyNode()), "a key has to be a text");
                    continue;
                }
                String at = Fields.child(path, key.getValue());
                mistakes.mark(at, Tree.place(key));
                if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                    mistakes.add(Tree.place(key), "'" + key.getValue() + "' stands twice");
                }
            }
        } else if (!isNothing(node)) {
            wrong(node, path, what, mistakes);
        }
        return values;
    }

    private static <T> Optional<T> wrong(Node node, String path, String wanted, Mistakes mistakes) {
        String found = node instanceof MappingNode
                ? "keys"
                : node instanceof SequenceNode
                        ? "a list"
                        : isNothing(node) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
        String where = path.isEmpty() ? "" : path + ": ";
        mistakes.add(Tree.place(node), where + "there should be " + wanted + ", not " + found);
        return Optional.empty();
    }
}
