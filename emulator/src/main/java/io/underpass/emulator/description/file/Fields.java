package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Mistake;
import io.underpass.emulator.description.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys of one part of a file, read one by one. What is wrong is noted and read as if it were not there.
 *
 * <p>Threads: confined to one thread.
 */
final class Fields {

    private final Mistakes mistakes;
    private final String path;
    private final Map<String, Node> values;

    private Fields(Mistakes mistakes, String path, Map<String, Node> values) {
        this.mistakes = mistakes;
        this.path = path;
        this.values = values;
    }

    /** The keys of {@code node}, which is {@code part} and stands at {@code path}. */
    static Fields of(Node node, Part part, String path, Mistakes mistakes) {
        Map<String, Node> values = Nodes.map(node, path, "keys: " + String.join(", ", part.names()), mistakes);
        values.forEach((key, value) -> {
            if (!part.names().contains(key)) {
                mistakes.add(
                        child(path, key),
                        part.title().toLowerCase(Locale.ROOT) + " has no key '" + key + "'"
                                + Nearest.among(key, part.names()));
            }
        });
        return new Fields(mistakes, path, values);
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Notes what is wrong with this part as a whole. */
    void wrong(String message) {
        mistakes.add(new Mistake(path, message));
    }

    Optional<String> text(String key) {
        return read(key, Nodes::text);
    }

    Optional<Integer> number(String key) {
        return read(key, Nodes::number);
    }

    Optional<Duration> time(String key) {
        return read(key, Nodes::time);
    }

    boolean flag(String key) {
        return read(key, Nodes::flag).orElse(false);
    }

    /** One of {@code words}, in upper or lower case. */
    Optional<String> oneOf(String key, String... words) {
        return text(key).flatMap(text -> {
            Optional<String> found =
                    List.of(words).stream().filter(text::equalsIgnoreCase).findFirst();
            if (found.isEmpty()) {
                mistakes.add(new Mistake(child(path, key), "'" + text + "' is none of " + String.join(", ", words)));
            }
            return found;
        });
    }

    /** A text or a list of texts. */
    List<String> texts(String key) {
        return read(key, Nodes::texts).orElse(List.of());
    }

    Map<String, String> textMap(String key) {
        return map(key, "texts by name", Nodes::text);
    }

    Map<String, Integer> numberMap(String key) {
        return map(key, "numbers by name", Nodes::number);
    }

    Map<String, List<String>> textsMap(String key) {
        return map(key, "texts by name", Nodes::texts);
    }

    /** The value of {@code key}, read by {@code reading}. */
    <T> Optional<T> read(String key, Reading<Optional<T>> reading) {
        Node value = values.get(key);
        return value == null ? Optional.empty() : reading.of(value, child(path, key), mistakes);
    }

    /** What is described by name at {@code key}, each read by {@code reading} from its name and its value. */
    <T> List<T> named(String key, String what, BiFunction<String, Named, Optional<T>> reading) {
        List<T> all = new ArrayList<>();
        Node value = values.get(key);
        if (value != null) {
            String at = child(path, key);
            Nodes.map(value, at, what, mistakes)
                    .forEach((name, node) -> reading.apply(name, new Named(node, child(at, name), mistakes))
                            .ifPresent(all::add));
        }
        return all;
    }

    /** The items of the list at {@code key}, each read by {@code reading}. */
    <T> List<T> items(String key, String what, Reading<T> reading) {
        List<T> all = new ArrayList<>();
        Node value = values.get(key);
        if (value != null) {
            String at = child(path, key);
            List<Node> nodes = Nodes.list(value, at, what, mistakes);
            for (int i = 0; i < nodes.size(); i++) {
                String each = at + '[' + i + ']';
                mistakes.mark(each, Tree.place(nodes.get(i)));
                all.add(reading.of(nodes.get(i), each, mistakes));
            }
        }
        return all;
    }

    /** What is described by name at {@code key}, each read by {@code reading}. */
    <T> Map<String, T> map(String key, String what, Reading<Optional<T>> reading) {
        Map<String, T> all = new LinkedHashMap<>();
        Node value = values.get(key);
        if (value != null) {
            String at = child(path, key);
            Nodes.map(value, at, what, mistakes)
                    .forEach((name, node) ->
                            reading.of(node, child(at, name), mistakes).ifPresent(read -> all.put(name, read)));
        }
        return all;
    }

    /** Reads a node that stands at a path. */
    interface Reading<T> {

        T of(Node node, String path, Mistakes mistakes);
    }

    /** Something that has a name in the file. */
    record Named(Node node, String path, Mistakes mistakes) {

        boolean isText() {
            return node instanceof ScalarNode && !Nodes.isNothing(node);
        }

        boolean isTexts() {
            return isText() || node instanceof SequenceNode;
        }

        Optional<String> text() {
            return Nodes.text(node, path, mistakes);
        }

        Optional<List<String>> texts() {
            return Nodes.texts(node, path, mistakes);
        }

        Fields fields(Part part) {
            return Fields.of(node, part, path, mistakes);
        }
    }
}
