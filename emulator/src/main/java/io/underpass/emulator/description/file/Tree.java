package io.underpass.emulator.description.file;

import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** The nodes of a YAML text, and of a JSON text, which is YAML but for its tabs. Threads: stateless. */
final class Tree {

    private static final int MAX_CHARACTERS = 6 * 1024 * 1024;
    private static final int MAX_DEPTH = 50;

    private Tree() {}

    /** Reads {@code text}; throws {@link InvalidFile} where it is not even YAML. */
    static Node of(String file, String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        // Tabs are spaces in JSON; within its strings there are none.
        String yaml = plain.stripLeading().startsWith("{") ? plain.replace('\t', ' ') : plain;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions unused = new DumperOptions();
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options)
                    .compose(new StringReader(yaml));
        } catch (MarkedYAMLException e) {
            Place place = e.getProblemMark() == null ? Place.START : place(e.getProblemMark());
            throw new InvalidFile(file, List.of(FileMistake.at(place, "this is not valid YAML: " + e.getProblem())));
        } catch (YAMLException e) {
            throw new InvalidFile(
                    file, List.of(FileMistake.at(Place.START, "this is not valid YAML: " + e.getMessage())));
        }
        if (root == null) {
            throw new InvalidFile(file, List.of(FileMistake.at(Place.START, "the file is empty")));
        }
        return root;
    }

    static Place place(Node node) {
        return place(node.getStartMark());
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
